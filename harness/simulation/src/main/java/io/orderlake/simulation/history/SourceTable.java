package io.orderlake.simulation.history;

import io.orderlake.simulation.aws.Stream;
import io.orderlake.simulation.aws.StreamShard;
import io.orderlake.simulation.aws.StreamShard.Entry;
import io.orderlake.simulation.fleet.FleetSettings;
import io.orderlake.simulation.fleet.TableVersions;
import io.orderlake.simulation.history.Write.Action;
import io.orderlake.simulation.history.Write.Flavour;
import io.orderlake.simulation.kernel.Kernel;
import io.orderlake.simulation.oracle.Committed;
import io.orderlake.simulation.oracle.Committed.Fate;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The source table: it commits writes, remembers them, and appends them to its stream as DynamoDB does. */
final class SourceTable {

    private static final String[] STATUSES = {"processing", "shipped", "delivered"};
    private static final int LARGE_NOTE = 3_000;
    private static final String FOREIGN_STREAM = "CustomerOrders/stream/foreign";
    private static final BigInteger FOREIGN_SEQUENCE = new BigInteger("700000000000000000000");

    private final Map<String, Map<String, Object>> rows = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final List<Committed> committed = new ArrayList<>();

    List<Committed> committed() {
        return committed;
    }

    /** Commits the write; false if it would change nothing. */
    boolean commit(Write write, Stream stream, long now) {
        Map<String, Object> before = rows.get(write.key());
        if (write.action() == Action.DELETE && before == null) {
            return false;
        }
        Map<String, Object> after = write.action() == Action.DELETE ? null : row(write);
        if (after == null) {
            rows.remove(write.key());
        } else {
            rows.put(write.key(), after);
        }
        append(write, before, after, stream, now);
        return true;
    }

    /** A change that another producer sends: of a row of its own, without the relay's tag. */
    byte[] foreign(Write write, long now) {
        Map<String, Object> after = row(write);
        String eventId = "e-" + committed.size();
        String sequence =
                FOREIGN_SEQUENCE.add(BigInteger.valueOf(committed.size())).toString();
        committed.add(new Committed(eventId, write.key(), "I", FOREIGN_STREAM, "", sequence, null, after, Fate.ROW));
        return json(eventId, "I", write.key(), null, after, sequence, FOREIGN_STREAM, now)
                .getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Object> row(Write write) {
        long version = versions.merge(write.key(), 1L, Long::sum);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("order_id", write.key());
        row.put("version", version);
        row.put("quantity", write.flavour() == Flavour.FAILS_CHECK ? 0L : 1 + version % 7);
        row.put("status", STATUSES[(int) (version % STATUSES.length)]);
        row.put("note", note(write, version));
        row.put("order_date", version % 2 == 0 ? "2026-11-19" : "2026-11-20");
        return row;
    }

    private static String note(Write write, long version) {
        return switch (write.flavour()) {
            case THROWING -> TableVersions.EXPLOSIVE;
            case LARGE -> "x".repeat(LARGE_NOTE);
            default -> write.key() + " v" + version;
        };
    }

    private void append(
            Write write,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after,
            Stream stream,
            long now) {
        String op = after == null ? "D" : before == null ? "I" : "U";
        String eventId = "e-" + committed.size();
        boolean malformed = write.flavour() == Flavour.MALFORMED && after != null;
        Map<String, Object> sent = malformed ? null : after;
        Entry entry = stream.putNumbered(
                hashKey(write.key()),
                sequence -> json(eventId, op, write.key(), before, sent, sequence, stream.name(), now)
                        .getBytes(StandardCharsets.UTF_8));
        Fate fate = fate(malformed, entry.data().length, op.equals("D"), after == null ? before : after);
        String shard = shardOf(entry, stream);
        committed.add(
                new Committed(eventId, write.key(), op, stream.name(), shard, entry.sequence(), before, after, fate));
    }

    private static String shardOf(Entry entry, Stream stream) {
        return stream.shards().stream()
                .filter(shard -> shard.entries().contains(entry))
                .findFirst()
                .map(StreamShard::id)
                .orElseThrow();
    }

    private static Fate fate(boolean malformed, int bytes, boolean deleted, @Nullable Map<String, Object> landing) {
        if (bytes > FleetSettings.RELAY_BYTES) {
            return Fate.SET_ASIDE;
        }
        if (malformed) {
            return Fate.REJECT;
        }
        Map<String, Object> image = landing == null ? Map.of() : landing;
        boolean throwing = TableVersions.EXPLOSIVE.equals(image.get("note"));
        boolean failing = !deleted && Long.valueOf(0).equals(image.get("quantity"));
        return throwing || failing ? Fate.REJECT_UNTIL_FIXED : Fate.ROW;
    }

    static BigInteger hashKey(String key) {
        return BigInteger.valueOf(key.hashCode() * 0x9E3779B97F4A7C15L >>> 1).shiftLeft(65);
    }

    private static String json(
            String eventId,
            String op,
            String key,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after,
            String sequence,
            String stream,
            long now) {
        String name = op.equals("D") ? "REMOVE" : op.equals("I") ? "INSERT" : "MODIFY";
        return "{\"eventID\":\"" + eventId + "\",\"eventName\":\"" + name
                + "\",\"eventVersion\":\"1.1\",\"eventSource\":\"aws:dynamodb\",\"awsRegion\":\"us-east-1\",\"dynamodb\":{"
                + "\"ApproximateCreationDateTime\":"
                + Kernel.START.plusMillis(now).getEpochSecond() + ",\"Keys\":{\"order_id\":{\"S\":\"" + key + "\"}}"
                + image("NewImage", after) + image("OldImage", before) + ",\"SequenceNumber\":\"" + sequence
                + "\",\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"},"
                + "\"eventSourceARN\":\"arn:aws:dynamodb:us-east-1:000000000000:table/" + stream + "\"}";
    }

    private static String image(String name, @Nullable Map<String, Object> row) {
        if (row == null) {
            return "";
        }
        return row.entrySet().stream()
                .map(column -> "\"" + column.getKey() + "\":"
                        + (column.getValue() instanceof Long number
                                ? "{\"N\":\"" + number + "\"}"
                                : "{\"S\":\"" + column.getValue() + "\"}"))
                .collect(Collectors.joining(",", ",\"" + name + "\":{", "}"));
    }
}
