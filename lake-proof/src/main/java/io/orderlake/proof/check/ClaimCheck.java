package io.orderlake.proof.check;

import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.state.CheckedClaim;
import io.orderlake.proof.state.CheckedObject;
import io.orderlake.proof.state.Difference;
import io.orderlake.proof.state.Difference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares a claim's objects with the ledger, and their rows with what the source told. JSON objects and rejects are read row by
 * row; objects of other formats are held to their length, checksum and the digest of the same rows.
 */
public final class ClaimCheck {

    /** What differences of an object are kept under. */
    public static final String OBJECT = "object:";

    /** What differences of a claim are kept under. */
    public static final String CLAIM = "claim:";

    static final String JSON = "json";

    private static final String GZIPPED = ".gz";

    private final ProofStore store;
    private final LakeObjects lake;
    private final RowParser reading;
    private final ProofCost cost;

    public ClaimCheck(ProofStore store, LakeObjects lake, RowParser reading, ProofCost cost) {
        this.store = store;
        this.lake = lake;
        this.reading = reading;
        this.cost = cost;
    }

    /**
     * A claim as it was read, and what it has to be like.
     *
     * @param wrong what contradicts it already
     * @param askedAt milliseconds when it was read
     * @param listedAt milliseconds when the source's shards were listed last
     */
    public record Read(LedgerClaim claim, List<String> wrong, long askedAt, long listedAt) {}

    private record Fetched(LedgerObject object, Optional<Stored> stored, LandedLines lines) {

        LedgerObject standing() {
            return stored.map(found -> object.standingAs(LandedLines.sha256(found.bytes())))
                    .orElse(object);
        }
    }

    /**
     * Compares a claim and all its objects.
     *
     * @return false where the source has not been read far enough; then nothing has changed
     */
    public boolean check(Read read, long now) {
        LedgerClaim claim = read.claim();
        SourceLookup witnessed = new SourceLookup(store, read.askedAt(), read.listedAt());
        List<Fetched> fetched = claim.objects().stream().map(this::fetch).toList();
        Optional<CheckedClaim> before = store.claim(claim.id());
        long since =
                Math.min(since(claim, fetched), before.map(CheckedClaim::since).orElse(Long.MAX_VALUE));
        LaneMarks marks = new LaneMarks(store, before.isEmpty());
        Map<String, ObjectRows> comparisons = new HashMap<>();
        for (Fetched one : fetched) {
            ObjectRows comparison =
                    new ObjectRows(store, witnessed, marks, look(one.object().key(), claim, since, now));
            if (comparison.tooEarly(one.lines().rows())) {
                return false;
            }
            comparisons.put(one.object().key(), comparison);
        }
        Map<String, String> digests = new HashMap<>();
        fetched.stream()
                .filter(one -> isRead(one.object()))
                .forEach(one -> digests.put(rowsOf(one.standing()), one.lines().rowsDigest()));
        for (Fetched one : fetched) {
            marks.beginObject();
            compare(
                    one,
                    claim,
                    Objects.requireNonNull(comparisons.get(one.object().key())),
                    digests,
                    since,
                    now);
        }
        marks.move();
        store.found(CLAIM + claim.id(), forged(claim, read.wrong(), since, now));
        store.put(
                claim.id(),
                new CheckedClaim(
                        // What it was when it was first seen stays the measure.
                        before.map(CheckedClaim::print).orElse(claim.print()),
                        claim.lastSequence(),
                        since,
                        claim.claimedAt(),
                        claim.doneAt()));
        return true;
    }

    private ObjectRows.Look look(String key, LedgerClaim claim, long since, long now) {
        long number = store.object(key).map(CheckedObject::number).orElseGet(() -> store.next("objects"));
        return new ObjectRows.Look(key, number, claim.id(), since, now);
    }

    private Fetched fetch(LedgerObject object) {
        Optional<Stored> stored = lake.get(object.key());
        cost.fetched(stored.map(found -> found.bytes().length).orElse(0));
        LandedLines lines = stored.isPresent() && isRead(object)
                ? lines(object, stored.get().bytes())
                : new LandedLines(List.of(), "", List.of());
        return new Fetched(object, stored, lines);
    }

    private static boolean isRead(LedgerObject object) {
        return object.rejects() || object.format().equals(JSON);
    }

    private LandedLines lines(LedgerObject object, byte[] bytes) {
        boolean gzipped = object.key().endsWith(GZIPPED);
        return object.rejects()
                ? LandedLines.of(bytes, gzipped, reading::reject)
                : LandedLines.of(bytes, gzipped, (b, from, length) -> reading.row(object.table(), b, from, length));
    }

    private void compare(
            Fetched one, LedgerClaim claim, ObjectRows rows, Map<String, String> digests, long since, long now) {
        LedgerObject object = one.standing();
        List<Difference> differences = new ArrayList<>();
        DifferenceCollector differing = new DifferenceCollector(differences, object.key(), claim.id(), since, now);
        if (one.stored().isEmpty()) {
            differing.add(Kind.OBJECT_GONE, "the ledger names it, but it is not in the bucket");
        } else {
            Stored stored = one.stored().get();
            bytesDiffer(object, stored, digests).ifPresent(why -> differing.add(Kind.OBJECT_ALTERED, why));
            one.lines().unreadable().forEach(why -> differing.add(Kind.ALTERED, why));
            if (isRead(object)) {
                compareRows(one.lines().rows(), object, rows, differing);
            }
        }
        // Which row came first shows at first sight only, and nothing mends it.
        store.differences(OBJECT + object.key()).stream()
                .filter(difference -> difference.kind() == Kind.OUT_OF_ORDER)
                .forEach(differences::add);
        store.found(OBJECT + object.key(), differences);
        cost.compared(one.lines().rows().size(), rows.unwitnessed());
        store.put(
                object.key(),
                new CheckedObject(
                        claim.id(),
                        rows.number(),
                        one.stored().map(Stored::etag).orElse(""),
                        object.length(),
                        object.rows(),
                        object.sha256(),
                        since));
    }

    private static void compareRows(
            List<LandedRow> found, LedgerObject object, ObjectRows rows, DifferenceCollector differing) {
        differing.all().addAll(rows.compare(found, object.erasure()));
        long marked = found.stream().filter(LandedRow::erased).count();
        if (marked != object.erasure().erased()) {
            differing.add(
                    Kind.ALTERED,
                    marked + " rows are marked as erased, but the ledger declares "
                            + object.erasure().erased());
        }
        long expected = object.rows() - object.erasure().removed();
        if (found.size() != expected && differing.all().isEmpty()) {
            differing.add(Kind.CLAIM_FORGED, "the ledger says " + expected + " rows but there are " + found.size());
        }
    }

    /** Why an object is not the one that its claim wrote; empty where it is. */
    static Optional<String> bytesDiffer(LedgerObject object, Stored stored, Map<String, String> digests) {
        String sha256 = LandedLines.sha256(stored.bytes());
        if (stored.bytes().length != object.length() || !sha256.equals(object.sha256())) {
            return Optional.of("expected " + object.length() + " bytes with checksum " + object.sha256() + " but was "
                    + stored.bytes().length + " bytes with " + sha256);
        }
        String digest = digests.get(rowsOf(object));
        if (digest != null && !stored.rowsDigest().isEmpty() && !digest.equals(stored.rowsDigest())) {
            return Optional.of("expected rows with digest " + stored.rowsDigest() + " but those read have " + digest);
        }
        return Optional.empty();
    }

    /** What objects of the same rows share; an erasure comes to one format after the other. */
    private static String rowsOf(LedgerObject object) {
        return object.place() + " " + object.erasure();
    }

    private static List<Difference> forged(LedgerClaim claim, List<String> wrong, long since, long now) {
        List<Difference> differences = new ArrayList<>();
        DifferenceCollector differing = new DifferenceCollector(differences, "", claim.id(), since, now);
        wrong.forEach(why -> differing.add(Kind.CLAIM_FORGED, why));
        return differences;
    }

    /** The oldest change in a claim; where it has no row, when it was claimed. */
    private static long since(LedgerClaim claim, List<Fetched> fetched) {
        return fetched.stream()
                .flatMap(one -> one.lines().rows().stream())
                .mapToLong(LandedRow::changedAt)
                .filter(at -> at > 0)
                .min()
                .orElseGet(() -> millis(claim.claimedAt()));
    }

    static long millis(String time) {
        try {
            return Instant.parse(time).toEpochMilli();
        } catch (RuntimeException e) {
            return 0;
        }
    }
}
