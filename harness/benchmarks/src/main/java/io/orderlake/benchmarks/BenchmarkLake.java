package io.orderlake.benchmarks;

import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.LedgerReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lake and the ledger of {@link ProofBenchmark}: each object is made when it is read. */
final class BenchmarkLake implements LedgerReader, LakeObjects {

    private static final int PER_CLAIM = 1000;
    private static final int PER_PAGE = 1000;
    private static final String PLAN = "{\"formats\":[\"json\"]}";

    private final int changes;
    private final CpuTime cpu;
    private final TreeMap<Long, LedgerClaim> claims = new TreeMap<>();
    private final Map<String, byte[]> damaged = new TreeMap<>();
    private int landed;

    BenchmarkLake(int changes, CpuTime cpu) {
        this.changes = changes;
        this.cpu = cpu;
    }

    /** From now on so many changes are in the lake. */
    void landed(int count) {
        landed = count;
    }

    /** From now on the object has these bytes; it is gone if there are none. */
    void damage(String key, byte[] bytes) {
        damaged.put(key, bytes);
    }

    void forgeFirstClaim() {
        claims.put(1L, claim(1, 1, claim(1).objects()));
    }

    /** Restores every object and claim. */
    void repair() {
        damaged.clear();
        claims.remove(1L);
    }

    List<String> lines(long claim) {
        List<String> lines = new ArrayList<>();
        int to = (int) Math.min(changes, claim * PER_CLAIM);
        for (int i = (int) (claim - 1) * PER_CLAIM; i < to; i++) {
            lines.add(BenchmarkChanges.line(i));
        }
        return lines;
    }

    static String key(long claim) {
        return "landing/json/orders/order_date=2026-11-20/order-events-shardId-0-%010d.json.gz".formatted(claim);
    }

    private long last() {
        return landed == 0 ? 0 : (landed + PER_CLAIM - 1) / PER_CLAIM;
    }

    private static LedgerClaim claim(long number, long rows, List<LedgerObject> objects) {
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
            byte[] bytes = BenchmarkChanges.gzipped(lines);
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
        return cpu.excluding(() -> {
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
        return Optional.of(new Stored(cpu.excluding(() -> BenchmarkChanges.gzipped(lines(number))), "right", ""));
    }
}
