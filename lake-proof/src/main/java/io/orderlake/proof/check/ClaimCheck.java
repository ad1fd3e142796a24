package io.orderlake.proof.check;

import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.state.CheckedClaim;
import io.orderlake.proof.state.CheckedObject;
import io.orderlake.proof.state.ErasedChanges.Removal;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a claim's objects with the ledger, and their rows with what the source reported. Rejects, JSON objects and those of
 * formats that have a reader are compared row by row; other objects by length, checksum and the digest of the same rows.
 */
public final class ClaimCheck {

    /** Prefix of an object's key in the differences. */
    public static final String OBJECT = "object:";

    /** Prefix of a claim's id in the differences. */
    public static final String CLAIM = "claim:";

    private final ProofStore store;
    private final LakeObjects lake;
    private final ObjectReaders readers;
    private final ProofCost cost;
    private final List<ObjectListener> listeners;

    public ClaimCheck(
            ProofStore store, LakeObjects lake, ObjectReaders readers, ProofCost cost, List<ObjectListener> listeners) {
        this.store = store;
        this.lake = lake;
        this.readers = readers;
        this.cost = cost;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * A claim as it was read.
     *
     * @param wrong contradictions that were found before its objects are read
     * @param claimReadAt milliseconds when it was read
     * @param listedAt milliseconds when the source's shards were listed last
     */
    public record Read(LedgerClaim claim, List<String> wrong, long claimReadAt, long listedAt) {}

    private record Fetched(LedgerObject object, Optional<Stored> stored, LandedLines lines) {

        LedgerObject current() {
            return stored.map(found -> object.versionWith(LandedLines.sha256(found.bytes())))
                    .orElse(object);
        }
    }

    /** An object with its rows and the differences that are found. */
    private record Comparison(Fetched fetched, ObjectRows rows, DifferenceCollector differences) {

        RowGroup.Member member() {
            return new RowGroup.Member(
                    rows,
                    fetched.lines().rows(),
                    fetched.stored().isPresent(),
                    fetched.current().erasure().removed());
        }
    }

    /** A claim, and what the comparisons of its objects share. */
    private record Moment(LedgerClaim claim, long since, long now, Map<String, String> digests) {}

    /**
     * Compares a claim and all its objects.
     *
     * @return false if the source has not been read far enough; nothing has changed then
     */
    public boolean check(Read read, long now) {
        LedgerClaim claim = read.claim();
        List<Fetched> fetched = claim.objects().stream().map(this::fetch).toList();
        Optional<CheckedClaim> before = store.lake().claim(claim.id());
        long since =
                Math.min(since(claim, fetched), before.map(CheckedClaim::since).orElse(Long.MAX_VALUE));
        LaneMarks marks = new LaneMarks(store, before.isEmpty());
        SourceLookup source = new SourceLookup(store, read.claimReadAt(), read.listedAt());
        Moment moment = new Moment(claim, since, now, digests(fetched));
        List<Comparison> comparisons = new ArrayList<>();
        for (Fetched one : fetched) {
            ObjectRows rows = new ObjectRows(store, source, marks, subject(one, moment));
            if (rows.tooEarly(one.lines().rows())) {
                return false;
            }
            comparisons.add(new Comparison(one, rows, collector(one, moment)));
        }
        compare(comparisons, marks, moment);
        marks.move();
        keep(read, since, now, before);
        return true;
    }

    private void compare(List<Comparison> comparisons, LaneMarks marks, Moment moment) {
        Map<String, List<Comparison>> groups = new LinkedHashMap<>();
        comparisons.forEach(one -> groups.computeIfAbsent(group(one.fetched().object()), name -> new ArrayList<>())
                .add(one));
        for (List<Comparison> group : groups.values()) {
            for (Comparison one : group) {
                marks.beginObject();
                compare(one, moment);
            }
            RowGroup sameRows =
                    new RowGroup(group.stream().map(Comparison::member).toList());
            for (Comparison one : group) {
                one.differences().all().addAll(sameRows.missingIn(one.member()));
                one.differences().all().addAll(sameRows.alteredIn(one.member()));
            }
            sameRows.withdrawAltered();
            group.forEach(one -> keep(one, moment));
            sameRows.apply(store);
            keepRemoval(group, moment);
        }
    }

    /** The formats of an object are erased one after another. */
    private void keepRemoval(List<Comparison> group, Moment moment) {
        LedgerObject object = group.get(0).fetched().object();
        if (group.stream().allMatch(one -> one.member().removed() == 0)) {
            store.erased().forget(group(object));
            return;
        }
        long rows = group.stream()
                .mapToLong(one -> one.rows().removedBefore())
                .max()
                .orElse(0);
        long doneAt = millis(moment.claim().doneAt());
        store.erased().put(new Removal(group(object), object.table(), doneAt, moment.now(), rows));
    }

    /** The name of the group of objects with the same rows; an object whose rows are not compared is a group of its own. */
    private String group(LedgerObject object) {
        return readers.reads(object) ? object.pathWithoutFormat() : object.key();
    }

    private ObjectRows.Subject subject(Fetched one, Moment moment) {
        String key = one.object().key();
        long number = store.lake().object(key).map(CheckedObject::number).orElseGet(() -> store.next("objects"));
        return new ObjectRows.Subject(
                key, group(one.object()), number, moment.claim().id(), moment.since(), moment.now());
    }

    private Fetched fetch(LedgerObject object) {
        Optional<Stored> stored = lake.get(object.key());
        cost.fetched(stored.map(found -> found.bytes().length).orElse(0));
        LandedLines lines =
                stored.map(found -> readers.read(object, found.bytes())).orElse(LandedLines.NONE);
        return new Fetched(object, stored, lines);
    }

    /**
     * The digest of each JSON object's lines, by the name of its rows and its erasure: the writer stores the same digest with
     * each format.
     */
    private static Map<String, String> digests(List<Fetched> fetched) {
        Map<String, String> digests = new HashMap<>();
        fetched.stream()
                .filter(one -> !one.lines().rowsDigest().isEmpty())
                .forEach(one -> digests.put(rowsOf(one.current()), one.lines().rowsDigest()));
        return digests;
    }

    private static DifferenceCollector collector(Fetched one, Moment moment) {
        return new DifferenceCollector(
                new ArrayList<>(), one.object().key(), moment.claim().id(), moment.since(), moment.now());
    }

    private void compare(Comparison comparison, Moment moment) {
        Fetched one = comparison.fetched();
        LedgerObject object = one.current();
        DifferenceCollector differences = comparison.differences();
        if (one.stored().isEmpty()) {
            differences.add(Kind.OBJECT_GONE, "the ledger names it, but it is not in the bucket");
        } else {
            bytesDiffer(object, one.stored().get(), moment.digests())
                    .ifPresent(why -> differences.add(Kind.OBJECT_ALTERED, why));
            one.lines().unreadable().forEach(why -> differences.add(Kind.ALTERED, why));
            if (readers.reads(object)) {
                compareRows(one.lines().rows(), object, comparison.rows(), differences);
            }
        }
        // The order of rows is compared only the first time, and stays wrong: keep the difference.
        store.differences().of(OBJECT + object.key()).stream()
                .filter(difference -> difference.kind() == Kind.OUT_OF_ORDER)
                .forEach(differences.all()::add);
    }

    private void keep(Comparison comparison, Moment moment) {
        Fetched one = comparison.fetched();
        ObjectRows rows = comparison.rows();
        rows.keep();
        LedgerObject object = one.current();
        store.differences()
                .replace(OBJECT + object.key(), comparison.differences().all());
        cost.compared(one.lines().rows().size(), rows.unwitnessed());
        store.lake()
                .put(
                        object.key(),
                        new CheckedObject(
                                moment.claim().id(),
                                rows.subject().number(),
                                one.stored().map(Stored::etag).orElse(""),
                                object.length(),
                                object.rows(),
                                object.sha256(),
                                moment.since()));
        one.stored()
                .ifPresent(stored -> listeners.forEach(listener ->
                        listener.compared(object, stored, one.lines().rows())));
    }

    private void keep(Read read, long since, long now, Optional<CheckedClaim> before) {
        LedgerClaim claim = read.claim();
        List<ProofDifference> forged = new ArrayList<>();
        DifferenceCollector differences = new DifferenceCollector(forged, "", claim.id(), since, now);
        read.wrong().forEach(why -> differences.add(Kind.CLAIM_FORGED, why));
        store.differences().replace(CLAIM + claim.id(), forged);
        store.lake()
                .put(
                        claim.id(),
                        new CheckedClaim(
                                // The first fingerprint stays the reference.
                                before.map(CheckedClaim::fingerprint).orElse(claim.fingerprint()),
                                claim.lastSequence(),
                                since,
                                claim.claimedAt(),
                                claim.doneAt()));
    }

    private static void compareRows(
            List<LandedRow> found, LedgerObject object, ObjectRows rows, DifferenceCollector differences) {
        differences.all().addAll(rows.compare(found, object.erasure()));
        long marked = found.stream().filter(LandedRow::erased).count();
        if (marked != object.erasure().erased()) {
            differences.add(
                    Kind.ALTERED,
                    marked + " rows are marked as erased, but the ledger declares "
                            + object.erasure().erased());
        }
        long expected = object.rows() - object.erasure().removed();
        if (found.size() != expected && differences.all().isEmpty()) {
            differences.add(Kind.CLAIM_FORGED, "the ledger says " + expected + " rows but there are " + found.size());
        }
    }

    /** Why an object is not the one that its claim wrote; empty if it is. */
    private static Optional<String> bytesDiffer(LedgerObject object, Stored stored, Map<String, String> digests) {
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

    /** Equal for objects with the same rows and the same erasure; an erasure rewrites the formats in order. */
    private static String rowsOf(LedgerObject object) {
        return object.pathWithoutFormat() + " " + object.erasure();
    }

    /** Time of the oldest change in a claim; time of the claim if it has no row. */
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
