package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.AwsService;
import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.CallInterceptor;
import io.orderlake.localaws.protocol.ServiceError;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** PutRecord and PutRecords. Entries for one shard keep their order within a request. */
final class PutOperations {

    private static final int MAX_ENTRIES = 500;
    private static final int MAX_RECORD_BYTES = 1 << 20;
    private static final int MAX_REQUEST_BYTES = 5 << 20;
    private static final int MAX_KEY_CHARS = 256;

    private final Streams streams;
    private final CallInterceptor interceptor;
    private final ShardLimits limits;
    private final PutCounters counters;

    PutOperations(Streams streams, CallInterceptor interceptor, ShardLimits limits, PutCounters counters) {
        this.streams = streams;
        this.interceptor = interceptor;
        this.limits = limits;
        this.counters = counters;
    }

    Map<String, AwsService> byName() {
        return Map.of("PutRecord", this::putRecord, "PutRecords", this::putRecords);
    }

    private record Incoming(BigInteger hashKey, ShardLog.Entry entry) {

        static Incoming of(JsonNode json) {
            String key = Call.textOf(json, "PartitionKey");
            if (key.isEmpty() || key.length() > MAX_KEY_CHARS) {
                throw ServiceError.validation(
                        "Value at 'partitionKey' must have 1 to " + MAX_KEY_CHARS + " characters");
            }
            byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
            byte[] data = Call.bytesOf(json, "Data");
            if (data.length + keyBytes.length > MAX_RECORD_BYTES) {
                throw ServiceError.validation("Value at 'data' failed to satisfy constraint: Member must have length "
                        + "less than or equal to " + MAX_RECORD_BYTES);
            }
            BigInteger hashKey = json.hasNonNull("ExplicitHashKey")
                    ? HashKeys.explicit(Call.textOf(json, "ExplicitHashKey"))
                    : HashKeys.of(keyBytes);
            return new Incoming(hashKey, new ShardLog.Entry(keyBytes, data));
        }

        int bytes() {
            return entry.key().length + entry.data().length;
        }
    }

    /** The result of an entry: its shard and sequence number, or the reason for its refusal. */
    private sealed interface Outcome {
        record Stored(String shard, String sequenceNumber) implements Outcome {}

        record Refused(ServiceError error) implements Outcome {}
    }

    private ObjectNode putRecord(Call call) {
        Outcome outcome = put(call, List.of(Incoming.of(call.body()))).get(0);
        if (outcome instanceof Outcome.Refused refused) {
            throw refused.error();
        }
        return json(outcome).put("EncryptionType", "NONE");
    }

    private ObjectNode putRecords(Call call) {
        ArrayNode entries = call.requiredList("Records");
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw ServiceError.validation("Value at 'records' failed to satisfy constraint: Member must have length "
                    + "greater than or equal to 1 and less than or equal to " + MAX_ENTRIES);
        }
        List<Incoming> incoming = new ArrayList<>(entries.size());
        entries.forEach(entry -> incoming.add(Incoming.of(entry)));
        if (incoming.stream().mapToInt(Incoming::bytes).sum() > MAX_REQUEST_BYTES) {
            throw ServiceError.invalidArgument("Records size exceeds 5 MB limit");
        }
        List<Outcome> outcomes = put(call, incoming);
        ObjectNode answer = Call.answer().put("EncryptionType", "NONE");
        answer.put("FailedRecordCount", (int)
                outcomes.stream().filter(Outcome.Refused.class::isInstance).count());
        ArrayNode list = answer.putArray("Records");
        outcomes.forEach(outcome -> list.add(json(outcome)));
        return answer;
    }

    private static ObjectNode json(Outcome outcome) {
        if (outcome instanceof Outcome.Stored stored) {
            return Call.answer().put("SequenceNumber", stored.sequenceNumber()).put("ShardId", stored.shard());
        }
        ServiceError error = ((Outcome.Refused) outcome).error();
        return Call.answer().put("ErrorCode", error.type()).put("ErrorMessage", error.text());
    }

    private List<Outcome> put(Call call, List<Incoming> incoming) {
        KinesisStream stream = streams.of(call);
        return stream.withStableShape(() -> {
            Outcome[] outcomes = new Outcome[incoming.size()];
            Map<String, List<Integer>> taken = new LinkedHashMap<>();
            for (int i = 0; i < outcomes.length; i++) {
                String shard = stream.shardFor(incoming.get(i).hashKey()).id();
                if (refuses(call, stream, shard, incoming.get(i))) {
                    outcomes[i] = new Outcome.Refused(
                            ShardLimits.refusal(stream.description().name(), shard));
                } else {
                    taken.computeIfAbsent(shard, id -> new ArrayList<>()).add(i);
                }
            }
            taken.forEach((shard, indexes) -> append(stream, shard, indexes, incoming, outcomes));
            count(stream, incoming, taken);
            return List.of(outcomes);
        });
    }

    private boolean refuses(Call call, KinesisStream stream, String shard, Incoming entry) {
        return interceptor.refusesEntry(call)
                || !limits.takes(stream.description().name(), shard, entry.bytes());
    }

    private void append(
            KinesisStream stream, String shard, List<Integer> indexes, List<Incoming> incoming, Outcome[] outcomes) {
        List<ShardLog.Entry> entries =
                indexes.stream().map(i -> incoming.get(i).entry()).toList();
        long ordinal = stream.log(shard).append(entries, streams.now());
        SequenceNumbers numbers = stream.description().sequenceNumbers();
        for (int i : indexes) {
            outcomes[i] = new Outcome.Stored(shard, numbers.text(ordinal++));
        }
    }

    private void count(KinesisStream stream, List<Incoming> incoming, Map<String, List<Integer>> taken) {
        long entries = 0;
        long bytes = 0;
        long units = 0;
        for (List<Integer> indexes : taken.values()) {
            for (int i : indexes) {
                entries++;
                bytes += incoming.get(i).bytes();
                units += PutCounters.putUnits(incoming.get(i).bytes());
            }
        }
        counters.add(
                stream.description().name(),
                new PutCounters.Totals(1, entries, incoming.size() - entries, bytes, units));
    }
}
