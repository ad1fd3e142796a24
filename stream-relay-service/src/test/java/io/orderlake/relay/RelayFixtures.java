package io.orderlake.relay;

import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.Partitioning;
import io.orderlake.contract.RowRules;
import io.orderlake.contract.TableSpec;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Values and fakes that the relay's tests share; the fakes append what they do to one list of effects. */
final class RelayFixtures {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:05Z");
    static final String STREAM = "arn:aws:dynamodb:us-east-1:000000000000:table/CustomerOrders/stream/1";

    private RelayFixtures() {}

    static TableSpec orders(String... filters) {
        return new TableSpec(
                "orders",
                "CustomerOrders",
                List.of("order_id"),
                List.of(new Column("order_id", ColumnType.Simple.STRING)),
                RowRules.NONE,
                new Partitioning(Partitioning.Scheme.DATE, "cdc_changed_at"),
                List.of(filters),
                Optional.empty(),
                Optional.empty());
    }

    static String json(String orderId, String eventName, int sequence) {
        return "{\"eventID\":\"e" + sequence + "\",\"eventName\":\"" + eventName
                + "\",\"dynamodb\":{\"Keys\":{\"order_id\":{\"S\":\"" + orderId + "\"}},\"SequenceNumber\":\""
                + sequence
                + "\"}}";
    }

    static StreamRecord change(String orderId, String eventName, int sequence) {
        return new StreamRecord(
                Integer.toString(sequence),
                0,
                "",
                json(orderId, eventName, sequence).getBytes(StandardCharsets.UTF_8),
                NOW.minusSeconds(5),
                null);
    }

    static ShardBatch batch(StreamRecord... records) {
        Lease lease = new Lease(STREAM, "shard-1", Set.of(), "relay-1", 1, 1, null, false, null);
        return new ShardBatch(lease, List.of(records), Duration.ZERO, ShardBatch.Ending.NONE);
    }

    /** A register in memory. */
    static final class MemoryRegister implements SourceRegister {
        private final Map<String, List<String>> streams = new HashMap<>();
        private final Map<String, Lanes> lanes = new HashMap<>();
        private final Map<String, RedrivePass> passes = new HashMap<>();

        @Override
        public int epochOf(String table, String stream) {
            List<String> begun = streams.computeIfAbsent(table, any -> new ArrayList<>());
            if (!begun.contains(stream)) {
                begun.add(stream);
            }
            return begun.indexOf(stream);
        }

        @Override
        public Optional<String> newestStream(String table) {
            List<String> begun = streams.getOrDefault(table, List.of());
            return begun.isEmpty() ? Optional.empty() : Optional.of(begun.get(begun.size() - 1));
        }

        @Override
        public Lanes lanesOf(String stream, String shardId, Lanes current) {
            return lanes.computeIfAbsent(stream + shardId, key -> current);
        }

        @Override
        public RedrivePass redrivePass(String objectKey) {
            return passes.getOrDefault(objectKey, RedrivePass.NONE);
        }

        @Override
        public RedrivePass beginPass(String objectKey, RedrivePass decided) {
            RedrivePass last = redrivePass(objectKey);
            if (last.sent() && last.number() == decided.number() - 1) {
                passes.put(objectKey, decided);
            }
            return redrivePass(objectKey);
        }

        @Override
        public void markSent(String objectKey, RedrivePass pass) {
            if (redrivePass(objectKey).number() == pass.number()) {
                passes.put(objectKey, pass.asSent());
            }
        }
    }

    /** A bucket in memory. */
    static final class MemoryObjects implements RejectStore {
        final Map<String, List<byte[]>> rejects = new TreeMap<>();
        final Map<String, byte[]> originals = new HashMap<>();
        final Map<String, Instant> writtenAt = new HashMap<>();
        final List<String> effects = new ArrayList<>();

        /** Listed, but not there. */
        final Set<String> gone = new HashSet<>();

        @Override
        public String keepOriginal(String eventId, byte[] json) {
            effects.add("keep " + eventId);
            return "s3://lake/oversize/" + eventId;
        }

        @Override
        public Optional<byte[]> original(String pointer) {
            return Optional.ofNullable(originals.get(pointer));
        }

        @Override
        public Stream<String> keys(String after, Instant writtenBefore) {
            return List.copyOf(rejects.keySet()).stream()
                    .filter(key -> key.compareTo(after) > 0)
                    .filter(key -> writtenAt.getOrDefault(key, Instant.EPOCH).isBefore(writtenBefore));
        }

        @Override
        public Stream<byte[]> lines(String key) {
            if (gone.contains(key)) {
                throw new RejectObjectGone(key, new IllegalStateException("gone"));
            }
            return rejects.getOrDefault(key, List.of()).stream();
        }
    }
}
