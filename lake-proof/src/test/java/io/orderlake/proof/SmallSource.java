package io.orderlake.proof;

import io.orderlake.proof.source.ChangeFeed;
import io.orderlake.proof.source.LaneHash;
import io.orderlake.proof.source.ReportedChange;
import io.orderlake.proof.source.SourceShards;
import io.orderlake.proof.source.TableRows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table, its stream and the stream behind the relay in memory, with the lines that each change becomes in the lake. */
abstract class SmallSource extends SmallLake implements ChangeFeed, SourceShards, TableRows {

    static final String SHARD = "dynamodb/CustomerOrders/1/shard-1";
    private static final LaneHash LANES = new LaneHash(8);
    final TableShape shape;
    final TableFingerprints fingerprints;
    final Map<String, Integer> rows = new LinkedHashMap<>();
    private final List<ReportedChange> changes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> originals = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    final Set<String> filtered = new java.util.HashSet<>();
    /** Whether the stream has been switched off: its only shard ends. */
    boolean switchedOff;
    /** Whether the relay has begun the shard. */
    boolean isBegun = true;
    /** Happens before each read of the stream, with its iterator; may throw. */
    Consumer<String> beforePage = iterator -> {};

    /** How long it takes to scan a page of the table. */
    Duration timeOfPage = Duration.ZERO;

    final FakeChangeStream orderChanges = new FakeChangeStream();
    /** The time up to which the relay has proven its only shard, if a test stops it. */
    Instant relayProven = Instant.MAX;

    SmallSource(List<String> filters, Map<String, String> masks) {
        shape = new TableShape(
                "orders",
                "CustomerOrders",
                List.of("order_id"),
                Map.of("order_id", "string", "quantity", "long"),
                masks,
                Set.of(),
                "",
                filters);
        fingerprints = new TableFingerprints(shape);
    }

    /** Retention removes the first changes from the stream. */
    void trim(int count) {
        changes.subList(0, count).clear();
    }

    /** Writes a row, and returns the number of the change. */
    int write(String id, int quantity) {
        rows.put(id, quantity);
        return report(id, quantity, false);
    }

    int delete(String id) {
        rows.remove(id);
        return report(id, 0, true);
    }

    private int report(String id, int quantity, boolean delete) {
        now = now.plusMillis(1000 - now.toEpochMilli() % 1000);
        int number = lines.size();
        String event = "event-" + number;
        TableFingerprints.Sum sum = fingerprints.sum();
        sum.source("order_id", id);
        if (!delete) {
            sum.source("quantity", Integer.toString(quantity));
        }
        String key = "{\"order_id\":{\"S\":\"" + id + "\"}}";
        String sequence = ReportedChange.padded(Integer.toString(1000 + number));
        changes.add(new ReportedChange(
                "orders", event, id, List.of(key), sequence, now.toEpochMilli(), delete, sum.fingerprint()));
        originals.add("{\"eventID\":\"" + event + "\",\"dynamodb\":{\"ApproximateCreationDateTime\":"
                + now.getEpochSecond() + ",\"Keys\":" + key + ",\"SequenceNumber\":\"" + (1000 + number) + "\""
                + (delete
                        ? ""
                        : ",\"NewImage\":{\"order_id\":{\"S\":\"" + id + "\"},\"quantity\":{\"N\":\"" + quantity
                                + "\"}}")
                + "}}");
        tags.add("\"epoch\":1,\"source_shard\":\"" + SHARD + "\",\"lane\":" + LANES.laneOf("CustomerOrders", key)
                + ",\"lanes\":8,\"relayed_at\":\"" + now + "\",\"redriven\":false");
        lines.add("{\"order_id\":\"" + id + "\"" + (delete ? "" : ",\"quantity\":" + quantity) + ",\"cdc_op\":\""
                + (delete ? "D" : "U") + "\",\"cdc_event_id\":\"" + event
                + "\",\"cdc_table\":\"orders\",\"cdc_position\":\"000001-" + sequence + "\",\"cdc_source_shard\":\""
                + SHARD + "\",\"cdc_lane\":" + LANES.laneOf("CustomerOrders", key) + ",\"cdc_changed_at\":\"" + now
                + "\",\"cdc_rescued\":null,\"cdc_redriven\":false}");
        return number;
    }

    /** Sends a change to the stream behind the relay, and returns its number. */
    int relay(int change) {
        orderChanges.put(originals.get(change).replaceFirst("}$", ",\"orderlake\":{" + tags.get(change) + "}}"));
        return change;
    }

    /** The relay treats a change as too large, and stores it in the bucket. */
    int setAside(int change) {
        put("oversize/event-" + change + ".json", originals.get(change).getBytes(StandardCharsets.UTF_8));
        orderChanges.put(
                "{\"orderlake\":{" + tags.get(change) + ",\"reject\":{\"stage\":\"relay\",\"event_id\":\"event-"
                        + change + "\",\"pointer\":\"s3://lake/oversize/event-" + change + ".json\"}}}");
        return change;
    }

    /** A reject is sent again. */
    void redrive(int change) {
        String tag = tags.get(change).replace(SHARD, "redrive/errors/x").replace("false", "true");
        orderChanges.put("{\"orderlake\":{" + tag + ",\"original\":{\"stage\":\"transform\",\"gzip\":\"\"}}}");
    }

    /** A foreign producer's record of a change. */
    void foreign(int change) {
        orderChanges.put(originals.get(change));
    }

    String line(int change) {
        return lines.get(change);
    }

    /** A reject in the change's place. */
    String reject(int change) {
        return lines.get(change)
                .replaceFirst(
                        "\\{.*\"cdc_op\":\"[UD]\"",
                        "{\"cdc_reject_stage\":\"transform\",\"cdc_reject_reason\":\"poison\"")
                .replace(
                        "\"cdc_position\":\"000001-",
                        "\"cdc_sequence\":\"000001-" + sequence(change) + "\",\"cdc_position\":\"000001-");
    }

    private static String sequence(int change) {
        return ReportedChange.padded(Integer.toString(1000 + change));
    }

    /** The change as a redrive lands it. */
    String redriven(int change) {
        return lines.get(change)
                .replace(SHARD, "redrive/errors/x")
                .replace("\"cdc_redriven\":false", "\"cdc_sequence\":\"0001\",\"cdc_redriven\":true");
    }

    Instant changedAt(int change) {
        return Instant.ofEpochMilli(changes.get(change).changedAt());
    }

    @Override
    public String table() {
        return "orders";
    }

    @Override
    public List<FeedShard> shards() {
        beforeRead.run();
        return List.of(new FeedShard(SHARD, "CustomerOrders/stream/1", "shard-1", Set.of(), 1));
    }

    @Override
    public Map<String, Relayed> relayed(List<FeedShard> shards) {
        long proven = relayProven.isBefore(now) ? relayProven.toEpochMilli() : now.toEpochMilli();
        return Map.of(SHARD, new Relayed(proven, false));
    }

    @Override
    public Optional<Integer> lanesOf(FeedShard shard) {
        return isBegun ? Optional.of(LANES.lanes()) : Optional.empty();
    }

    @Override
    public String iterator(String shardId, @Nullable String after) {
        return after == null ? "" : ReportedChange.padded(after);
    }

    @Override
    public FeedPage read(String iterator) {
        beforeRead.run();
        beforePage.accept(iterator);
        List<ReportedChange> page = changes.stream()
                .filter(change -> change.sequence().compareTo(iterator) > 0)
                .limit(7)
                .toList();
        String next = page.isEmpty() ? iterator : page.get(page.size() - 1).sequence();
        return new FeedPage(page, filtered, switchedOff && page.isEmpty() ? null : next);
    }

    @Override
    public Scan scan() {
        return new Scan() {
            private int from;

            @Override
            public TableRows.Page next(int limit) {
                beforeRead.run();
                List<String> ids = new ArrayList<>(rows.keySet());
                int to = Math.min(ids.size(), from + limit);
                List<Row> page = ids.subList(Math.min(from, to), to).stream()
                        .map(id -> new Row(id, fingerprint(id)))
                        .toList();
                from = to;
                now = now.plus(timeOfPage);
                return new TableRows.Page(page, 1, from >= ids.size());
            }
        };
    }

    @Override
    public Optional<RowFingerprint> readRow(String key) {
        beforeRead.run();
        return rows.containsKey(key) ? Optional.of(fingerprint(key)) : Optional.empty();
    }

    private RowFingerprint fingerprint(String id) {
        return fingerprints.ofSource(Map.of("order_id", id, "quantity", Integer.toString(rows.getOrDefault(id, 0))));
    }
}
