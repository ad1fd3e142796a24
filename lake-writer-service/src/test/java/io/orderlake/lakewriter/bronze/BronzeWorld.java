package io.orderlake.lakewriter.bronze;

import static io.orderlake.lakewriter.Samples.NOON;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.ChangeId;
import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.Partitioning;
import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Dropped;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.JsonArraysFormat;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.landing.LandingObjects;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.ledger.ClaimLog;
import io.orderlake.lakewriter.ledger.DoneClaim;
import io.orderlake.lakewriter.row.Outcome;
import io.orderlake.lakewriter.row.RecordParser;
import io.orderlake.lakewriter.sink.LandedBytes;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;

/** Everything durable: a ledger, landing objects and a catalog. */
final class BronzeWorld implements ClaimLog, LandedBytes {

    static final String ORDERS = "orders";

    private static final LandingObjects OBJECTS = new LandingObjects(JsonArraysFormat.ADDED);

    final SharedCatalog catalog = new SharedCatalog();
    final Map<String, byte[]> objects = new TreeMap<>();
    private final Map<String, List<DoneClaim>> claims = new TreeMap<>();
    private final Map<String, List<LakeRecord>> records = new HashMap<>();
    private final Map<String, Plan> plans = new LinkedHashMap<>();
    private int landed;

    /** How many objects of other tables each claim names from now on. Nobody reads them. */
    int objectsOfOthers;

    static Plan plan(List<String> formats, String... columns) {
        List<Column> schema = new ArrayList<>();
        schema.add(new Column("order_id", ColumnType.Simple.STRING));
        for (String column : columns) {
            String[] parts = column.split(" ", 2);
            schema.add(new Column(parts[0], ColumnType.of(parts[1])));
        }
        schema.addAll(CdcColumns.ALL);
        return plan(formats, schema);
    }

    static Plan plan(List<String> formats, List<Column> schema) {
        TablePlan orders = new TablePlan(
                ORDERS, schema, new Partitioning(Partitioning.Scheme.DATE, "cdc_changed_at"), Optional.empty());
        return new Plan(Plan.WRITER_VERSION, "lake", formats, Optional.empty(), List.of(orders));
    }

    /** Adds a claim that is done and holds these records. */
    void land(String shard, Plan plan, LakeRecord... lakeRecords) {
        List<DoneClaim> before = claims.computeIfAbsent(shard, s -> new ArrayList<>());
        long number = before.size() + 1L;
        Claim claim = new Claim(
                number,
                String.valueOf(number * 10),
                String.valueOf(number * 10 + 9),
                lakeRecords.length + 1,
                lakeRecords.length,
                Dropped.NONE,
                plan.hash(),
                NOON);
        plans.put(plan.hash(), plan);
        records.put(shard + "#" + number, new ArrayList<>(List.of(lakeRecords)));
        before.add(new DoneClaim(shard, claim, List.of(), NOON.plusSeconds(landed++)));
        write(shard, before.size() - 1);
    }

    /** Adds a claim that is done and holds a row of a second table. */
    void landOther(String shard, RowEvent row) {
        List<TablePlan> tables = new ArrayList<>(plan(List.of("parquet")).tables());
        TablePlan orders = tables.get(0);
        tables.add(new TablePlan(
                "others",
                Samples.orders(Partitioning.Scheme.DATE, "order_date").rowSchema(),
                orders.partitioning(),
                orders.freshness()));
        Plan both = new Plan(Plan.WRITER_VERSION, "lake", List.of("parquet"), Optional.empty(), tables);
        land(shard, both, of(row, "others"));
    }

    private static RowEvent of(RowEvent row, String table) {
        return new RowEvent(
                new ChangeId(row.eventId(), table, row.key(), row.position()),
                row.place(),
                row.op(),
                row.source(),
                row.content(),
                row.changedAt(),
                row.relayedAt(),
                row.transformedAt(),
                row.redriven());
    }

    /** Writes a claim's objects, and their checksums into the log. */
    private void write(String shard, int index) {
        DoneClaim done = of(shard).get(index);
        Plan plan = plan(done.claim().plan());
        RecordParser parser = new RecordParser(shard, plan);
        List<Outcome> outcomes = recordsOf(done).stream()
                .map(one -> parser.parse(Samples.in("1", 0, one)))
                .toList();
        List<ObjectEntry> written = new ArrayList<>(OBJECTS.of(done.claim().name("order-events", shard), plan, outcomes)
                .map(this::put)
                .toList());
        for (int i = 0; i < objectsOfOthers; i++) {
            written.add(new ObjectEntry("landing/parquet/others/" + i, 1, 1, "00"));
        }
        of(shard).set(index, new DoneClaim(shard, done.claim(), written, done.doneAt()));
    }

    private List<DoneClaim> of(String shard) {
        return Objects.requireNonNull(claims.get(shard));
    }

    private List<LakeRecord> recordsOf(DoneClaim claim) {
        return Objects.requireNonNull(records.get(claim.shardId() + "#" + claim.number()));
    }

    private ObjectEntry put(LandingObject object) {
        objects.put(object.key(), object.bytes());
        return new ObjectEntry(object.key(), object.rows(), object.bytes().length, Sha256.hex(object.bytes()));
    }

    /** Replaces the objects without such records and then bronze's files without such rows, as an erasure does. */
    void erase(Predicate<String> eventId) {
        claims.forEach((shard, done) -> {
            for (int i = 0; i < done.size(); i++) {
                recordsOf(done.get(i)).removeIf(one -> eventId.test(one.eventId()));
                done.get(i).objects().forEach(object -> objects.remove(object.key()));
                write(shard, i);
            }
        });
        table().ifPresent(table -> BronzeData.erase(table, eventId));
    }

    /** Puts copies of all files in their place, as a compaction does. */
    void compact() {
        table().filter(table -> !BronzeData.files(table).isEmpty()).ifPresent(BronzeData::compact);
    }

    /** Expires all snapshots but the current one. */
    void expire() {
        table().ifPresent(table -> table.expireSnapshots()
                .expireOlderThan(Long.MAX_VALUE)
                .retainLast(1)
                .commit());
    }

    Optional<Table> table() {
        TableIdentifier id = TableIdentifier.of(BronzeTables.LAYER, ORDERS);
        return catalog.tableExists(id) ? Optional.of(catalog.loadTable(id)) : Optional.empty();
    }

    /** The event ids of all rows of the table, sorted. A row that is in the table twice is in the list twice. */
    List<String> eventIds() {
        return values("cdc_event_id").stream().sorted().toList();
    }

    /** The values of some columns of all rows, joined. */
    List<String> values(String... columns) {
        return BronzeData.values(table().orElseThrow(), columns);
    }

    /** The event ids that bronze must contain. */
    List<String> expected() {
        return records.values().stream()
                .flatMap(List::stream)
                .filter(RowEvent.class::isInstance)
                .map(LakeRecord::eventId)
                .sorted()
                .toList();
    }

    @Override
    public List<String> shards() {
        return List.copyOf(claims.keySet());
    }

    @Override
    public List<DoneClaim> done(String shardId, long from, int atMost) {
        return of(shardId).stream()
                .filter(claim -> claim.number() >= from)
                .limit(atMost)
                .toList();
    }

    @Override
    public long last(String shardId) {
        return of(shardId).size();
    }

    @Override
    public List<Plan> plans() {
        return List.copyOf(plans.values());
    }

    @Override
    public Plan plan(String hash) {
        return Objects.requireNonNull(plans.get(hash));
    }

    @Override
    public byte[] read(String bucket, ObjectEntry object) {
        byte[] bytes = objects.get(object.key());
        if (bytes == null || !Sha256.hex(bytes).equals(object.sha256())) {
            throw new StreamFailure(FailureKind.SETUP, "Cannot read " + object.key());
        }
        return bytes;
    }
}
