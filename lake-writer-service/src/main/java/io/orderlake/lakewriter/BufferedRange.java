package io.orderlake.lakewriter;

import io.orderlake.contract.LakeRecord;
import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Dropped;
import io.orderlake.lakewriter.claim.EventId;
import io.orderlake.lakewriter.claim.EventIds;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.row.Outcome;
import io.orderlake.lakewriter.row.RecordParser;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whole Kinesis records of one shard, buffered until they are claimed and done; or the records of an open claim, read again. */
final class BufferedRange {

    /** Keep the one transaction that finishes a claim within DynamoDB's 100 items and 4 MB. */
    private static final int MAX_SOURCE_SHARDS = 60;

    private static final int MAX_FOLDERS = 250;

    /** A claim has one bit for each record, and a DynamoDB item at most 400 KB. */
    private static final int MAX_RECORDS = 500_000;

    private final Plan plan;
    private final RecordParser parser;
    private final LandedBefore before;
    private final Watermarks moved = new Watermarks();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<byte[]> undelivered = new ArrayList<>();
    private final Set<String> folders = new HashSet<>();
    private final EventIds eventIds = new EventIds();
    private final BitSet dropped = new BitSet();
    private @Nullable Claim claim;
    private volatile boolean claimed; // Metrics read it from another thread.
    private @Nullable String firstSequence;
    private @Nullable String lastSequence;
    private @Nullable Instant since;
    private int records;
    private long bytes;

    /** A range that grows until the rules require that it lands. */
    BufferedRange(String shardId, Plan plan, LandedBefore before) {
        this.plan = plan;
        this.parser = new RecordParser(shardId, plan);
        this.before = before;
    }

    /** The range of an open claim. */
    static BufferedRange of(String shardId, Claim open, Plan plan, LandedBefore before) {
        BufferedRange range = new BufferedRange(shardId, plan, before);
        range.claim = open;
        range.claimed = true;
        return range;
    }

    /** Adds the records of one Kinesis record. Returns by how many bytes the buffer grew. */
    long add(List<StreamRecord> packed, Instant now) {
        String sequence = packed.get(0).sequence();
        refuseForeign(sequence);
        firstSequence = firstSequence == null ? sequence : firstSequence;
        lastSequence = sequence;
        since = since == null ? now : since;
        long bytesBefore = bytes;
        for (StreamRecord one : packed) {
            add(parser.parse(one));
            records++;
        }
        return bytes - bytesBefore;
    }

    private void add(Outcome outcome) {
        LakeRecord lakeRecord = outcome.lakeRecord();
        if (before.watermarks().cover(lakeRecord) || moved.cover(lakeRecord)) {
            return;
        }
        moved.raise(lakeRecord);
        if (hasLanded(lakeRecord)) {
            dropped.set(records);
            return;
        }
        outcomes.add(outcome);
        bytes += outcome.line().length;
        if (outcome instanceof Outcome.Row row) {
            folders.add(row.table().name() + "/" + row.folder());
            if (plan.firehose().isPresent()) {
                undelivered.add(row.line());
            }
        }
    }

    /** Whether its event id has landed. If the claim is already open, this has been decided before. */
    private boolean hasLanded(LakeRecord lakeRecord) {
        Claim open = claim;
        if (open != null && open.dropped().contains(records)) {
            return true;
        }
        if (!before.window().isOn()) {
            return false;
        }
        EventId id = EventId.of(lakeRecord.eventId());
        if (open == null && (eventIds.cover(id, lakeRecord) || before.window().covers(id, lakeRecord))) {
            return true;
        }
        eventIds.add(id, lakeRecord);
        return false;
    }

    private void refuseForeign(String sequence) {
        Claim open = claim;
        if (open == null) {
            return;
        }
        boolean first = firstSequence == null;
        if (first ? !sequence.equals(open.firstSequence()) : Claim.isAfter(sequence, open.lastSequence())) {
            throw mismatch("a record " + sequence + (first ? " comes first" : " comes before the last one"));
        }
    }

    boolean isEmpty() {
        return firstSequence == null;
    }

    /** Whether its bounds are fixed: no later record belongs to it. */
    boolean isBound() {
        return claim != null;
    }

    boolean isWhole() {
        return claim != null && claim.lastSequence().equals(lastSequence);
    }

    boolean isFull(long maxBytes) {
        return bytes >= maxBytes
                || records >= MAX_RECORDS
                || moved.sourceShards().size() >= MAX_SOURCE_SHARDS
                || folders.size() >= MAX_FOLDERS;
    }

    boolean isOlderThan(Duration age, Instant now) {
        return since != null && !since.plus(age).isAfter(now);
    }

    /** The claim of the buffered records. Every call returns the same claim. */
    Claim claim(long number, Instant now) {
        if (claim == null) {
            Dropped repeats = Dropped.of(dropped);
            claim = new Claim(number, first(), last(), records, outcomes.size(), repeats, plan.hash(), now);
        }
        return claim;
    }

    void claimed() {
        claimed = true;
    }

    boolean isClaimed() {
        return claimed;
    }

    /** @throws StreamFailure of kind set-up where the records that were read again are not those that were claimed */
    void checkWhole() {
        Claim open = claim;
        if (open == null || !open.lastSequence().equals(lastSequence)) {
            throw mismatch("the shard ended after " + lastSequence);
        }
        if (records != open.records() || outcomes.size() != open.rows()) {
            throw mismatch(records + " records came, of which " + outcomes.size() + " land");
        }
    }

    private StreamFailure mismatch(String found) {
        return new StreamFailure(
                FailureKind.SETUP,
                "The claim does not match the stream: expected " + claim + " but " + found
                        + ". Nothing lands from this shard until stream and ledger match again.");
    }

    private String first() {
        return Optional.ofNullable(firstSequence).orElseThrow();
    }

    private String last() {
        return Optional.ofNullable(lastSequence).orElseThrow();
    }

    Plan plan() {
        return plan;
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    /** Lines that Firehose has not accepted yet. The caller that delivers lines removes them. */
    List<byte[]> undelivered() {
        return undelivered;
    }

    /** The watermarks that this range moves. */
    Watermarks moved() {
        return moved;
    }

    /** The watermarks after this range, of the source shards that it touched. */
    Watermarks watermarks() {
        return before.watermarks().raisedBy(moved);
    }

    /** The event ids that this range lands; none where there is no window. */
    LandedIds eventIds(Claim of) {
        return eventIds.landedBy(of);
    }

    /** How many records the window dropped. */
    int dropped() {
        return dropped.cardinality();
    }

    int repeats() {
        return records - outcomes.size();
    }

    int records() {
        return records;
    }

    long bytes() {
        return bytes;
    }
}
