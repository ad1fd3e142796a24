package io.orderlake.benchmarks;

import io.orderlake.contract.Lanes;
import io.orderlake.proof.ProofProcessor;
import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.TablesYaml;
import io.orderlake.proof.check.ClaimCheck;
import io.orderlake.proof.check.ClaimQueue;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.check.RoundProcessor;
import io.orderlake.proof.check.TableRound;
import io.orderlake.proof.check.TableStreamReader;
import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.LedgerReader;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.source.ChangeFeed;
import io.orderlake.proof.source.ChangeParser;
import io.orderlake.proof.source.ReportedChange;
import io.orderlake.proof.source.TableRows;
import io.orderlake.proof.state.ProofStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What continuous proof costs: CHANGES (default 100,000) to a quarter as many orders, told by a stream and landed as JSON, all made
 * while the verifier asks for them and taken out of its time. Prints CPU microseconds a change, and in which round a defect of
 * each kind is found. No network: requests cost what the AWS SDK costs besides.
 */
public final class ProofBenchmark implements ChangeFeed, LedgerReader, LakeObjects, TableRows, InstantSource {

    private static final int PER_PAGE = 1000;
    private static final int PER_CLAIM = 1000;
    private static final int CHANGES_PER_ORDER = 4;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(5);
    private static final String SHARD = "dynamodb/CustomerOrders/1/shard-1";
    private static final String PLAN = "{\"formats\":[\"json\"]}";
    private static final String HASHED = "0".repeat(64);
    private static final Lanes LANES = new Lanes(64);

    private final int changes;
    private final TableFingerprints table =
            new TableFingerprints(TablesYaml.read((Path) null).get(0));
    private final ChangeParser reading = new ChangeParser(table);
    private final TreeMap<Long, LedgerClaim> claims = new TreeMap<>();
    private final Map<String, byte[]> damaged = new TreeMap<>();
    private final Instant begun = Instant.parse("2026-11-20T10:00:00Z");
    private Instant now = begun.plus(Duration.ofDays(1));
    private long making;
    private int told;
    private boolean forgedRow;

    private ProofBenchmark(int changes) {
        this.changes = changes;
    }

    public static void main(String[] args) throws IOException {
        new ProofBenchmark(args.length == 0 ? 100_000 : Integer.parseInt(args[0])).run();
    }

    private void run() throws IOException {
        Path file = Files.createTempFile("orderlake-proof", ".state");
        Files.delete(file);
        try (ProofStore store = ProofStore.open(file)) {
            ProofProcessor story = story(store);
            long cpu = spent(() -> settle(story, store));
            print(
                    "%,d changes: %.1f µs CPU a change, %,d bytes of state",
                    changes, cpu / 1e3 / changes, Files.size(file));
            print(
                    "differences: %s, verified through %s",
                    store.differences().all(),
                    Instant.ofEpochMilli(story.through().millis()));
            long round = spent(() -> rounds(story, store, 1));
            print("a round: %.2f CPU s", round / 1e9);
            plant(story, store);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private ProofProcessor story(ProofStore store) {
        ProofCost cost = new ProofCost();
        ClaimQueue ledger = new ClaimQueue(this, store);
        ClaimCheck check = new ClaimCheck(
                store, this, new ObjectReaders(new RowParser(Map.of("orders", table)), List.of()), cost, List.of());
        RoundProcessor.Parts parts =
                new RoundProcessor.Parts(ledger, this, check, List.of(new TableRound(this, false, store)));
        RoundProcessor rounds = new RoundProcessor(store, parts, new RoundProcessor.Pace(1e9, BETWEEN_ROUNDS), cost);
        TableStreamReader.Follow follow = new TableStreamReader.Follow(Duration.ofSeconds(1), Duration.ofMinutes(1));
        TableStreamReader source = new TableStreamReader(this, store, this, cost, follow);
        return new ProofProcessor(store, new ProofProcessor.Comparisons(List.of(source), ledger, check, rounds), this);
    }

    private void settle(ProofProcessor story, ProofStore store) {
        while (told < changes
                || store.expectations().count() > 0
                || story.through().millis() == 0) {
            turn(story);
        }
    }

    private void turn(ProofProcessor story) {
        now = now.plusSeconds(2);
        story.turn();
    }

    private void rounds(ProofProcessor story, ProofStore store, int count) {
        long until = store.figure("rounds") + count;
        while (store.figure("rounds") < until) {
            now = now.plusSeconds(20);
            turn(story);
        }
    }

    private long spent(Runnable work) {
        long before = cpu() - making;
        work.run();
        return cpu() - making - before;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Making the source and the lake is not the verifier's work. */
    private <T> T made(Supplier<T> make) {
        long before = cpu();
        T thing = make.get();
        making += cpu() - before;
        return thing;
    }

    private void plant(ProofProcessor story, ProofStore store) {
        String key = key(1);
        List<String> lines = lines(1);
        List<String> repeated = new ArrayList<>(lines);
        repeated.add(lines.get(0));
        List<String> altered = new ArrayList<>(lines);
        altered.set(0, lines.get(0).replace("\"quantity\":", "\"quantity\":7"));
        found(story, store, "object deleted", () -> damaged.put(key, new byte[0]));
        found(story, store, "row repeated", () -> damaged.put(key, gzipped(repeated)));
        found(story, store, "row altered", () -> damaged.put(key, gzipped(altered)));
        found(story, store, "row stale", () -> forgedRow = true);
        LedgerClaim claim = claims.get(1L);
        found(story, store, "claim forged", () -> claims.put(1L, claim(1, 1, claim(1).objects())));
        claims.put(1L, Objects.requireNonNull(claim));
    }

    private void found(ProofProcessor story, ProofStore store, String defect, Runnable plant) {
        plant.run();
        int round = 0;
        while (store.differences().all().isEmpty() && round < 5) {
            round++;
            rounds(story, store, 1);
        }
        print(
                "%-15s found in round %d: %s",
                defect,
                round,
                store.differences().all().stream()
                        .map(one -> one.kind().word())
                        .distinct()
                        .toList());
        damaged.clear();
        forgedRow = false;
        rounds(story, store, 3);
    }

    private static void print(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }

    // The source

    private String id(int change) {
        return "o-" + change / CHANGES_PER_ORDER;
    }

    private String image(int change) {
        return "{\"order_id\":{\"S\":\"" + id(change) + "\"},\"customer_id\":{\"S\":\"customer-" + change % 997
                + "\"},\"customer_email\":{\"S\":\"somebody-" + change % 997
                + "@example.org\"},\"product_name\":{\"S\":\"Wireless Headphones Model X\"},\"quantity\":{\"N\":\""
                + (1 + change % 9) + "\"},\"price\":{\"N\":\"19.9\"},\"currency\":{\"S\":\"EUR\"},\"total\":{\"N\":\""
                + 19.9 * 2
                + "\"},\"status\":{\"S\":\"processing\"},\"shipping_address\":{\"M\":{\"street\":{\"S\":\"Main Street 12\"},"
                + "\"city\":{\"S\":\"Ulm\"},\"postal_code\":{\"S\":\"89073\"},\"country\":{\"S\":\"DE\"}}},"
                + "\"order_date\":{\"S\":\"2026-11-20\"},\"created_at\":{\"N\":\"1795176000123\"},\"updated_at\":{\"N\":\""
                + (1_795_176_000_000L + change) + "\"},\"version\":{\"N\":\"" + (1 + change % CHANGES_PER_ORDER)
                + "\"}}";
    }

    private byte[] records(int from, int to) {
        StringBuilder body = new StringBuilder("{\"NextShardIterator\":\"" + to + "\",\"Records\":[");
        for (int i = from; i < to; i++) {
            body.append(i == from ? "" : ",")
                    .append("{\"awsRegion\":\"us-east-1\",\"dynamodb\":{\"ApproximateCreationDateTime\":")
                    .append(changedAt(i).getEpochSecond())
                    .append(",\"Keys\":{\"order_id\":{\"S\":\"")
                    .append(id(i))
                    .append("\"}},\"NewImage\":")
                    .append(image(i));
            if (i % CHANGES_PER_ORDER > 0) {
                body.append(",\"OldImage\":").append(image(i - 1));
            }
            body.append(",\"SequenceNumber\":\"")
                    .append(sequence(i))
                    .append("\",\"SizeBytes\":900,\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"},\"eventID\":\"")
                    .append(event(i))
                    .append("\",\"eventName\":\"MODIFY\",\"eventSource\":\"aws:dynamodb\",\"eventVersion\":\"1.1\"}");
        }
        return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String event(int change) {
        return "%032x".formatted(change);
    }

    private static String sequence(int change) {
        return Integer.toString(100_000_000 + change);
    }

    private Instant changedAt(int change) {
        return begun.plusSeconds(change / 100);
    }

    @Override
    public String table() {
        return "orders";
    }

    @Override
    public List<FeedShard> shards() {
        return List.of(new FeedShard(SHARD, "CustomerOrders/stream/1", "shard-1", Set.of(), 1));
    }

    @Override
    public Optional<Integer> lanesOf(FeedShard shard) {
        return Optional.of(LANES.count());
    }

    @Override
    public String iterator(String shardId, @Nullable String after) {
        return "0";
    }

    @Override
    public FeedPage read(String iterator) {
        int from = Integer.parseInt(iterator);
        int to = Math.min(changes, from + PER_PAGE);
        byte[] body = made(() -> records(from, to));
        ChangeParser.Page page = reading.page(body);
        told = to;
        return new FeedPage(page.changes(), Set.of(), Integer.toString(to));
    }

    // The lake

    private String line(int change) {
        String key = "{\"order_id\":{\"S\":\"" + id(change) + "\"}}";
        return "{\"order_id\":\"" + id(change) + "\",\"customer_id\":\"customer-" + change % 997
                + "\",\"customer_email\":\"" + HASHED
                + "\",\"product_name\":\"Wireless Headphones Model X\",\"quantity\":" + (1 + change % 9)
                + ",\"price\":19.90,\"currency\":\"EUR\",\"total\":39.80,\"status\":\"processing\","
                + "\"shipping_address\":\"\\\"***\\\"\",\"promo_code\":null,\"order_date\":\"2026-11-20\","
                + "\"created_at\":\"" + Instant.ofEpochMilli(1_795_176_000_123L) + "\",\"updated_at\":\""
                + millis(1_795_176_000_000L + change) + "\",\"version\":" + (1 + change % CHANGES_PER_ORDER)
                + ",\"product_category\":\"electronics\",\"order_hour\":12,\"order_weekday\":\"friday\",\"cdc_op\":\"U\","
                + "\"cdc_event_id\":\"" + event(change)
                + "\",\"cdc_source\":\"dynamodb\",\"cdc_table\":\"orders\",\"cdc_key\":\"{\\\"order_id\\\":\\\""
                + id(change) + "\\\"}\",\"cdc_position\":\"000001-" + ReportedChange.padded(sequence(change))
                + "\",\"cdc_source_shard\":\"" + SHARD + "\",\"cdc_lane\":" + LANES.laneOf("CustomerOrders", key)
                + ",\"cdc_changed_at\":\"" + millis(changedAt(change).toEpochMilli())
                + "\",\"cdc_relayed_at\":\"2026-11-20T10:00:01.000Z\",\"cdc_transformed_at\":\"2026-11-20T10:00:01.500Z\","
                + "\"cdc_before\":\"{\\\"order_id\\\":\\\"o-1\\\",\\\"status\\\":\\\"processing\\\",\\\"quantity\\\":3,"
                + "\\\"customer_email\\\":\\\"" + HASHED
                + "\\\",\\\"product_name\\\":\\\"Wireless Headphones Model X\\\"}\","
                + "\"cdc_changed_columns\":[\"quantity\",\"updated_at\",\"version\"],\"cdc_quality\":[],"
                + "\"cdc_rescued\":null,\"cdc_redriven\":false}";
    }

    private static String millis(long at) {
        String text = Instant.ofEpochMilli(at).toString();
        return text.length() == 20 ? text.replace("Z", ".000Z") : text;
    }

    private List<String> lines(long claim) {
        List<String> lines = new ArrayList<>();
        int to = (int) Math.min(changes, claim * PER_CLAIM);
        for (int i = (int) (claim - 1) * PER_CLAIM; i < to; i++) {
            lines.add(line(i));
        }
        return lines;
    }

    private static byte[] gzipped(List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String key(long claim) {
        return "landing/json/orders/order_date=2026-11-20/order-events-shardId-0-%010d.json.gz".formatted(claim);
    }

    private long last() {
        return told == 0 ? 0 : (told + PER_CLAIM - 1) / PER_CLAIM;
    }

    private LedgerClaim claim(long number, long rows, List<LedgerObject> objects) {
        String hash = LandedLines.sha256(PLAN.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
        String first = Long.toString(number * 10);
        return new LedgerClaim(
                "order-events",
                "shardId-0",
                number,
                first,
                first,
                rows,
                rows,
                hash,
                objects,
                "",
                "",
                number + 31 * rows);
    }

    private LedgerClaim claim(long number) {
        return claims.computeIfAbsent(number, n -> {
            List<String> lines = lines(n);
            byte[] bytes = gzipped(lines);
            LedgerObject object = new LedgerObject(key(n), lines.size(), bytes.length, LandedLines.sha256(bytes));
            return claim(n, lines.size(), List.of(object));
        });
    }

    @Override
    public List<Head> heads() {
        return List.of(new Head("order-events", "shardId-0", Set.of(), last(), 0, false));
    }

    @Override
    public List<LedgerClaim> claimsAfter(Head shard, long number, int limit) {
        return made(() -> {
            List<LedgerClaim> page = new ArrayList<>();
            for (long n = number + 1; n <= last() && page.size() < limit; n++) {
                page.add(claim(n));
            }
            return page;
        });
    }

    @Override
    public Optional<String> plan(String hash) {
        return Optional.of(PLAN);
    }

    @Override
    public LakeObjects.Page list(String prefix, @Nullable String from) {
        long first = from == null ? 1 : Long.parseLong(from);
        List<Listed> page = new ArrayList<>();
        for (long n = first; prefix.startsWith("landing") && n <= last() && page.size() < PER_PAGE; n++) {
            String key = key(n);
            byte[] bytes = damaged.get(key);
            if (bytes == null || bytes.length > 0) {
                long size = bytes == null ? claim(n).objects().get(0).length() : bytes.length;
                page.add(new Listed(key, size, bytes == null ? "right" : "wrong"));
            }
        }
        long next = first + PER_PAGE;
        return new LakeObjects.Page(page, prefix.startsWith("landing") && next <= last() ? Long.toString(next) : null);
    }

    @Override
    public Optional<Stored> get(String key) {
        byte[] wrong = damaged.get(key);
        if (wrong != null) {
            return wrong.length == 0 ? Optional.empty() : Optional.of(new Stored(wrong, "wrong", ""));
        }
        long number = Long.parseLong(key.substring(key.length() - 18, key.length() - 8));
        return Optional.of(new Stored(made(() -> gzipped(lines(number))), "right", ""));
    }

    // The table

    @Override
    public Scan scan() {
        return new Scan() {
            private int from;

            @Override
            public TableRows.Page next(int limit) {
                List<Row> rows = new ArrayList<>();
                int orders = (changes + CHANGES_PER_ORDER - 1) / CHANGES_PER_ORDER;
                for (; from < orders && rows.size() < limit; from++) {
                    rows.add(new Row("o-" + from, print(from)));
                }
                return new TableRows.Page(rows, 1, from >= orders);
            }
        };
    }

    private RowFingerprint print(int order) {
        int change = Math.min(changes, (order + 1) * CHANGES_PER_ORDER) - 1;
        boolean stale = forgedRow && order == 3;
        byte[] one = made(() -> records(stale ? change - 1 : change, stale ? change : change + 1));
        return reading.page(one).changes().get(0).print();
    }

    @Override
    public Optional<RowFingerprint> look(String key) {
        return Optional.of(print(Integer.parseInt(key.substring(2))));
    }

    @Override
    public Instant instant() {
        return now;
    }
}
