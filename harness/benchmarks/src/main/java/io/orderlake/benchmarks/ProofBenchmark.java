package io.orderlake.benchmarks;

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
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.source.ChangeFeed;
import io.orderlake.proof.source.ChangeParser;
import io.orderlake.proof.source.TableRows;
import io.orderlake.proof.state.ProofStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures what continuous proof costs. A stream reports CHANGES (default 100,000) to a quarter as many orders, and the lake
 * has them as JSON. Both are made when the verifier asks for them, and the time for that is subtracted. Prints CPU microseconds
 * a change, and in which round a defect of each kind is found. There is no network, and no cost of the AWS SDK.
 */
public final class ProofBenchmark implements ChangeFeed, TableRows, InstantSource {

    private static final int PER_PAGE = 1000;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(5);

    private final int changes;
    private final TableFingerprints table =
            new TableFingerprints(TablesYaml.read((Path) null).get(0));
    private final ChangeParser reading = new ChangeParser(table);
    private final CpuTime cpu = new CpuTime();
    private final BenchmarkLake lake;
    private Instant now = BenchmarkChanges.BEGUN.plus(Duration.ofDays(1));
    private int reported;
    private boolean forgedRow;

    private ProofBenchmark(int changes) {
        this.changes = changes;
        this.lake = new BenchmarkLake(changes, cpu);
    }

    public static void main(String[] args) throws IOException {
        new ProofBenchmark(args.length == 0 ? 100_000 : Integer.parseInt(args[0])).run();
    }

    private void run() throws IOException {
        Path file = Files.createTempFile("orderlake-proof", ".state");
        Files.delete(file);
        try (ProofStore store = ProofStore.open(file)) {
            ProofProcessor processor = processor(store);
            long nanos = cpu.of(() -> settle(processor, store));
            fingerprint(
                    "%,d changes: %.1f µs CPU a change, %,d bytes of state",
                    changes, nanos / 1e3 / changes, Files.size(file));
            fingerprint(
                    "differences: %s, verified through %s",
                    store.differences().all(),
                    Instant.ofEpochMilli(processor.through().millis()));
            long round = cpu.of(() -> rounds(processor, store, 1));
            fingerprint("a round: %.2f CPU s", round / 1e9);
            plant(processor, store);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private ProofProcessor processor(ProofStore store) {
        ProofCost cost = new ProofCost();
        ClaimQueue ledger = new ClaimQueue(lake, store);
        ClaimCheck check = new ClaimCheck(
                store, lake, new ObjectReaders(new RowParser(Map.of("orders", table)), List.of()), cost, List.of());
        RoundProcessor.Parts parts =
                new RoundProcessor.Parts(ledger, lake, check, List.of(new TableRound(this, false, store)));
        RoundProcessor rounds = new RoundProcessor(store, parts, new RoundProcessor.Pace(1e9, BETWEEN_ROUNDS), cost);
        TableStreamReader.Follow follow = new TableStreamReader.Follow(Duration.ofSeconds(1), Duration.ofMinutes(1));
        TableStreamReader source = new TableStreamReader(this, store, this, cost, follow);
        return new ProofProcessor(store, new ProofProcessor.Comparisons(List.of(source), ledger, check, rounds), this);
    }

    private void settle(ProofProcessor processor, ProofStore store) {
        while (reported < changes
                || store.expectations().count() > 0
                || processor.through().millis() == 0) {
            turn(processor);
        }
    }

    private void turn(ProofProcessor processor) {
        now = now.plusSeconds(2);
        processor.turn();
    }

    private void rounds(ProofProcessor processor, ProofStore store, int count) {
        long until = store.figure("rounds") + count;
        while (store.figure("rounds") < until) {
            now = now.plusSeconds(20);
            turn(processor);
        }
    }

    private void plant(ProofProcessor processor, ProofStore store) {
        String key = BenchmarkLake.key(1);
        List<String> lines = lake.lines(1);
        List<String> repeated = new ArrayList<>(lines);
        repeated.add(lines.get(0));
        List<String> altered = new ArrayList<>(lines);
        altered.set(0, lines.get(0).replace("\"quantity\":", "\"quantity\":7"));
        found(processor, store, "object deleted", () -> lake.damage(key, new byte[0]));
        found(processor, store, "row repeated", () -> lake.damage(key, BenchmarkChanges.gzipped(repeated)));
        found(processor, store, "row altered", () -> lake.damage(key, BenchmarkChanges.gzipped(altered)));
        found(processor, store, "row stale", () -> forgedRow = true);
        found(processor, store, "claim forged", lake::forgeFirstClaim);
    }

    private void found(ProofProcessor processor, ProofStore store, String defect, Runnable plant) {
        plant.run();
        int round = 0;
        while (store.differences().all().isEmpty() && round < 5) {
            round++;
            rounds(processor, store, 1);
        }
        fingerprint(
                "%-15s found in round %d: %s",
                defect,
                round,
                store.differences().all().stream()
                        .map(one -> one.kind().word())
                        .distinct()
                        .toList());
        lake.repair();
        forgedRow = false;
        rounds(processor, store, 3);
    }

    private static void fingerprint(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }

    // The source

    @Override
    public String table() {
        return "orders";
    }

    @Override
    public List<FeedShard> shards() {
        return List.of(new FeedShard(BenchmarkChanges.SHARD, "CustomerOrders/stream/1", "shard-1", Set.of(), 1));
    }

    @Override
    public Optional<Integer> lanesOf(FeedShard shard) {
        return Optional.of(BenchmarkChanges.LANES.count());
    }

    @Override
    public String iterator(String shardId, @Nullable String after) {
        return "0";
    }

    @Override
    public FeedPage read(String iterator) {
        int from = Integer.parseInt(iterator);
        int to = Math.min(changes, from + PER_PAGE);
        byte[] body = cpu.excluding(() -> BenchmarkChanges.records(from, to));
        ChangeParser.Page page = reading.page(body);
        reported = to;
        lake.landed(to);
        return new FeedPage(page.changes(), Set.of(), Integer.toString(to));
    }

    // The table

    @Override
    public Scan scan() {
        return new Scan() {
            private int from;

            @Override
            public TableRows.Page next(int limit) {
                List<Row> rows = new ArrayList<>();
                int orders = (changes + BenchmarkChanges.CHANGES_PER_ORDER - 1) / BenchmarkChanges.CHANGES_PER_ORDER;
                for (; from < orders && rows.size() < limit; from++) {
                    rows.add(new Row("o-" + from, fingerprint(from)));
                }
                return new TableRows.Page(rows, 1, from >= orders);
            }
        };
    }

    private RowFingerprint fingerprint(int order) {
        int change = Math.min(changes, (order + 1) * BenchmarkChanges.CHANGES_PER_ORDER) - 1;
        boolean stale = forgedRow && order == 3;
        byte[] one =
                cpu.excluding(() -> BenchmarkChanges.records(stale ? change - 1 : change, stale ? change : change + 1));
        return reading.page(one).changes().get(0).fingerprint();
    }

    @Override
    public Optional<RowFingerprint> look(String key) {
        return Optional.of(fingerprint(Integer.parseInt(key.substring(2))));
    }

    @Override
    public Instant instant() {
        return now;
    }
}
