package io.orderlake.proof;

import io.orderlake.proof.check.ChangeWitness;
import io.orderlake.proof.check.ClaimCheck;
import io.orderlake.proof.check.ClaimQueue;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.check.RelayedStreamReader;
import io.orderlake.proof.check.RelayedWitness;
import io.orderlake.proof.check.RoundProcessor;
import io.orderlake.proof.check.TableRound;
import io.orderlake.proof.check.TableStreamReader;
import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.Ledger;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.source.ChangeFeed;
import io.orderlake.proof.source.ChangeParser;
import io.orderlake.proof.source.LaneHash;
import io.orderlake.proof.source.SourceChange;
import io.orderlake.proof.source.SourceShards;
import io.orderlake.proof.source.TableRows;
import io.orderlake.proof.state.Difference;
import io.orderlake.proof.state.ProofStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A source, a ledger and a lake in memory, as a right fleet would make them, and a verifier on them in virtual time. */
final class SmallFleet implements ChangeFeed, SourceShards, Ledger, LakeObjects, TableRows, InstantSource {

    static final String SHARD = "dynamodb/CustomerOrders/1/shard-1";

    private static final String EVENTS = "order-events";
    private static final String EVENT_SHARD = "shardId-0";
    private static final String PLAN = "{\"formats\":[\"json\"]}";
    private static final LaneHash LANES = new LaneHash(8);

    /** Who shows the changes. */
    enum Witness {
        SOURCE,
        RELAYED
    }

    private final TableShape shape;
    private final TableFingerprints prints;
    final Map<String, byte[]> objects = new TreeMap<>();
    final TreeMap<Long, LedgerClaim> claims = new TreeMap<>();
    final Map<String, Integer> rows = new LinkedHashMap<>();
    private final Map<String, Long> etags = new HashMap<>();
    private final List<SourceChange> changes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> originals = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    final Set<String> filtered = new java.util.HashSet<>();
    long last;
    final OrderChanges orderChanges = new OrderChanges();
    /** The relay's proof of its one shard stands still here. */
    Instant relayProven = Instant.MAX;

    private final Witness witness;
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private long puts;

    private ProofStore store;
    private ProofProcessor story;

    SmallFleet(List<String> filters, Witness witness) {
        this.witness = witness;
        shape = new TableShape(
                "orders",
                "CustomerOrders",
                List.of("order_id"),
                Map.of("order_id", "string", "quantity", "long"),
                Map.of(),
                Set.of(),
                "",
                filters);
        prints = new TableFingerprints(shape);
        store = ProofStore.inMemory();
        story = restarted();
    }

    SmallFleet() {
        this(List.of(), Witness.SOURCE);
    }

    /** A verifier that knows nothing but what is stored. */
    ProofProcessor restarted() {
        ProofCost cost = new ProofCost();
        ClaimQueue ledger = new ClaimQueue(this, store);
        ClaimCheck check = new ClaimCheck(
                store, this, new ObjectReaders(new RowParser(Map.of("orders", prints)), List.of()), cost, List.of());
        RoundProcessor rounds = new RoundProcessor(
                store,
                new RoundProcessor.Parts(
                        ledger,
                        this,
                        check,
                        List.of(new TableRound(this, !shape.filters().isEmpty(), store))),
                new RoundProcessor.Pace(1000, Duration.ofSeconds(10)),
                cost);
        story = new ProofProcessor(
                store, new ProofProcessor.Comparisons(List.of(witness(cost)), ledger, check, rounds), this);
        return story;
    }

    private ChangeWitness witness(ProofCost cost) {
        Duration discoverEvery = Duration.ofSeconds(5);
        TableStreamReader.Follow follow = new TableStreamReader.Follow(Duration.ofSeconds(1), discoverEvery);
        if (witness == Witness.SOURCE) {
            store.useSourceWitness();
            return new TableStreamReader(this, store, this, cost, follow);
        }
        store.useRelayedWitness();
        return new RelayedWitness(
                List.of(new RelayedWitness.Followed("CustomerOrders", this, new ChangeParser(prints))),
                new RelayedStreamReader(orderChanges, store, this, discoverEvery),
                store,
                new RelayedWitness.Rim(this, cost, this),
                follow);
    }

    /** The same with nothing stored: what was proven is lost. */
    void forgetful() {
        store = ProofStore.inMemory();
        restarted();
    }

    /** Retention takes the first changes from the stream. */
    void trim(int count) {
        changes.subList(0, count).clear();
    }

    ProofStore store() {
        return store;
    }

    /** Writes a row; gives the number of the change. */
    int write(String id, int quantity) {
        rows.put(id, quantity);
        return told(id, quantity, false);
    }

    int delete(String id) {
        rows.remove(id);
        return told(id, 0, true);
    }

    private int told(String id, int quantity, boolean delete) {
        now = now.plusMillis(1000 - now.toEpochMilli() % 1000);
        int number = lines.size();
        String event = "event-" + number;
        TableFingerprints.Sum sum = prints.sum();
        sum.source("order_id", id);
        if (!delete) {
            sum.source("quantity", Integer.toString(quantity));
        }
        String key = "{\"order_id\":{\"S\":\"" + id + "\"}}";
        String sequence = SourceChange.padded(Integer.toString(1000 + number));
        changes.add(
                new SourceChange("orders", event, id, List.of(key), sequence, now.toEpochMilli(), delete, sum.print()));
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

    /** Sends a change to the stream behind the relay; gives its number. */
    int relay(int change) {
        orderChanges.put(originals.get(change).replaceFirst("}$", ",\"orderlake\":{" + tags.get(change) + "}}"));
        return change;
    }

    /** The relay takes a change for too large, and keeps it in the bucket. */
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
        return SourceChange.padded(Integer.toString(1000 + change));
    }

    /** The change as a redrive lands it. */
    String redriven(int change) {
        return lines.get(change)
                .replace(SHARD, "redrive/errors/x")
                .replace("\"cdc_redriven\":false", "\"cdc_sequence\":\"0001\",\"cdc_redriven\":true");
    }

    /** Lands changes in one claim of one object. */
    LedgerClaim land(int... numbers) {
        List<String> landed = new ArrayList<>();
        for (int number : numbers) {
            landed.add(line(number));
        }
        return landLines("landing/json/orders/order_date=2026-11-20/", ".json", landed);
    }

    LedgerClaim landLines(String folder, String ending, List<String> landed) {
        long number = ++last;
        String key = folder + EVENTS + "-" + EVENT_SHARD + "-%010d".formatted(number) + ending;
        byte[] bytes = bytes(landed);
        put(key, bytes);
        LedgerObject object = new LedgerObject(key, landed.size(), bytes.length, LandedLines.sha256(bytes));
        LedgerClaim claim = claim(number, landed.size(), List.of(object));
        claims.put(number, claim);
        return claim;
    }

    LedgerClaim claim(long number, long count, List<LedgerObject> of) {
        return new LedgerClaim(
                EVENTS,
                EVENT_SHARD,
                number,
                Long.toString(number * 10),
                Long.toString(number * 10 + 9),
                count,
                count,
                plan(),
                of,
                now.toString(),
                now.toString(),
                Hash64.of(number + " " + count + of));
    }

    static byte[] bytes(List<String> landed) {
        return landed.stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    void put(String key, byte[] bytes) {
        objects.put(key, bytes);
        etags.put(key, ++puts);
    }

    static String key(LedgerClaim claim) {
        return claim.objects().get(0).key();
    }

    private static String plan() {
        return LandedLines.sha256(PLAN.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /** Lets the verifier work for two rounds. */
    SmallFleet proven() {
        for (int second = 0; second < 30; second++) {
            now = now.plusSeconds(1);
            story.turn();
        }
        return this;
    }

    List<String> kinds() {
        return store.differences().all().stream().map(one -> one.kind().word()).toList();
    }

    List<Difference> differences() {
        return store.differences().all();
    }

    Instant through() {
        return Instant.ofEpochMilli(story.through().millis());
    }

    Instant changedAt(int change) {
        return Instant.ofEpochMilli(changes.get(change).changedAt());
    }

    @Override
    public Instant instant() {
        return now;
    }

    // The feed

    @Override
    public String table() {
        return "orders";
    }

    @Override
    public List<FeedShard> shards() {
        return List.of(new FeedShard(SHARD, "CustomerOrders/stream/1", "shard-1", Set.of(), 1));
    }

    @Override
    public Map<String, Relayed> relayed(List<FeedShard> shards) {
        long proven = relayProven.isBefore(now) ? relayProven.toEpochMilli() : now.toEpochMilli();
        return Map.of(SHARD, new Relayed(proven, false));
    }

    @Override
    public Optional<Integer> lanesOf(FeedShard shard) {
        return Optional.of(LANES.lanes());
    }

    @Override
    public String iterator(String shardId, @Nullable String after) {
        return after == null ? "" : SourceChange.padded(after);
    }

    @Override
    public FeedPage read(String iterator) {
        List<SourceChange> page = changes.stream()
                .filter(change -> change.sequence().compareTo(iterator) > 0)
                .limit(7)
                .toList();
        String next = page.isEmpty() ? iterator : page.get(page.size() - 1).sequence();
        return new FeedPage(page, filtered, next);
    }

    // The ledger

    @Override
    public List<Head> heads() {
        return List.of(new Head(EVENTS, EVENT_SHARD, Set.of(), last, 0, false));
    }

    @Override
    public List<LedgerClaim> claimsAfter(Head shard, long number, int limit) {
        return claims.tailMap(number, false).values().stream().limit(limit).toList();
    }

    @Override
    public Optional<String> plan(String hash) {
        return Optional.of(PLAN).filter(plan -> hash.equals(plan()));
    }

    // The lake

    @Override
    public LakeObjects.Page list(String prefix, @Nullable String from) {
        List<Listed> page = objects.keySet().stream()
                .filter(key -> key.startsWith(prefix) && (from == null || key.compareTo(from) > 0))
                .limit(2)
                .map(key -> new Listed(key, get(key).orElseThrow().bytes().length, "e" + etags.get(key)))
                .toList();
        return new LakeObjects.Page(page, page.size() < 2 ? null : page.get(1).key());
    }

    @Override
    public Optional<Stored> get(String key) {
        return Optional.ofNullable(objects.get(key)).map(bytes -> new Stored(bytes, "e" + etags.get(key), ""));
    }

    // The table

    @Override
    public Scan scan() {
        return new Scan() {
            private int from;

            @Override
            public TableRows.Page next(int limit) {
                List<String> ids = new ArrayList<>(rows.keySet());
                int to = Math.min(ids.size(), from + limit);
                List<Row> page = ids.subList(Math.min(from, to), to).stream()
                        .map(id -> new Row(id, print(id)))
                        .toList();
                from = to;
                return new TableRows.Page(page, 1, from >= ids.size());
            }
        };
    }

    @Override
    public Optional<RowFingerprint> look(String key) {
        return rows.containsKey(key) ? Optional.of(print(key)) : Optional.empty();
    }

    private RowFingerprint print(String id) {
        return prints.ofSource(Map.of("order_id", id, "quantity", Integer.toString(rows.getOrDefault(id, 0))));
    }
}
