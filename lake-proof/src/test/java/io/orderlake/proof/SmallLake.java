package io.orderlake.proof;

import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.LedgerReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A ledger and a bucket in memory, as a correct lake writer would write them. */
abstract class SmallLake implements LedgerReader, LakeObjects, InstantSource {

    private static final String EVENTS = "order-events";
    private static final String EVENT_SHARD = "shardId-0";

    /** The formats of the plan. Change them only before anything lands. */
    String formats = "\"json\"";

    /** Happens before each read of the heads. */
    Runnable beforeHeads = () -> {};

    /** Happens before each read of source or lake; may throw. */
    Runnable beforeRead = () -> {};

    /** How many claims a read returns at most. */
    int claimsAtOnce = Integer.MAX_VALUE;

    /** How long it takes to read claims. */
    Duration timeOfRead = Duration.ZERO;

    final Map<String, byte[]> objects = new TreeMap<>();
    final TreeMap<Long, LedgerClaim> claims = new TreeMap<>();
    private final Map<String, Long> etags = new HashMap<>();
    long last;
    Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private long puts;

    @Override
    public Instant instant() {
        return now;
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

    /** Lands lines as JSON and as Parquet in one claim. */
    LedgerClaim landBoth(List<String> json, List<String> parquet) {
        formats = "\"json\",\"parquet\"";
        long number = ++last;
        List<LedgerObject> landed = List.of(object("json", number, json), object("parquet", number, parquet));
        LedgerClaim claim = claim(number, json.size(), landed);
        claims.put(number, claim);
        return claim;
    }

    private LedgerObject object(String format, long number, List<String> lines) {
        String key = "landing/" + format + "/orders/x/" + EVENTS + "-" + EVENT_SHARD + "-%010d".formatted(number) + "."
                + format;
        byte[] bytes = bytes(lines);
        put(key, bytes);
        return new LedgerObject(key, lines.size(), bytes.length, LandedLines.sha256(bytes));
    }

    /** An erasure changes the objects of a claim's entry, but not the claim's fingerprint. */
    void declare(LedgerClaim claim, List<LedgerObject> objects) {
        claims.put(
                claim.number(),
                new LedgerClaim(
                        claim.stream(),
                        claim.shardId(),
                        claim.number(),
                        claim.firstSequence(),
                        claim.lastSequence(),
                        claim.records(),
                        claim.rows(),
                        claim.plan(),
                        objects,
                        claim.claimedAt(),
                        claim.doneAt(),
                        claim.fingerprint()));
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

    private String planned() {
        return "{\"formats\":[" + formats + "]}";
    }

    private String plan() {
        return LandedLines.sha256(planned().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    @Override
    public List<Head> heads() {
        beforeRead.run();
        beforeHeads.run();
        return List.of(new Head(EVENTS, EVENT_SHARD, Set.of(), last, 0, false));
    }

    @Override
    public List<LedgerClaim> claimsAfter(Head shard, long number, int limit) {
        beforeRead.run();
        now = now.plus(timeOfRead);
        return claims.tailMap(number, false).values().stream()
                .limit(Math.min(limit, claimsAtOnce))
                .toList();
    }

    @Override
    public Optional<String> plan(String hash) {
        return Optional.of(planned()).filter(plan -> hash.equals(plan()));
    }

    @Override
    public LakeObjects.Page list(String prefix, @Nullable String from) {
        beforeRead.run();
        List<Listed> page = objects.keySet().stream()
                .filter(key -> key.startsWith(prefix) && (from == null || key.compareTo(from) > 0))
                .limit(2)
                .map(key -> new Listed(key, Objects.requireNonNull(objects.get(key)).length, "e" + etags.get(key)))
                .toList();
        return new LakeObjects.Page(page, page.size() < 2 ? null : page.get(1).key());
    }

    @Override
    public Optional<Stored> get(String key) {
        beforeRead.run();
        return Optional.ofNullable(objects.get(key)).map(bytes -> new Stored(bytes, "e" + etags.get(key), ""));
    }
}
