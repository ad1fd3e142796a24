package io.orderlake.stream.read;

import io.orderlake.stream.IteratorExpired;
import io.orderlake.stream.Lease;
import io.orderlake.stream.RecordsTrimmed;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one shard in order, from a start position to its end. Within a cursor, reading never goes back. The services and
 * {@code ./orderlake tail} follow shards with it. Not safe for use by several threads.
 *
 * <pre>
 *      a page: go on behind it
 *        +---+
 *        v   |   the page has no next iterator
 *   --> READING ------------------------------------> ENDED
 *        ^  ^ |
 *        |  | +-- iterator expired: open a new one behind the last record
 *        |  |
 *        |  +---- records trimmed for the first or second time in a row: open a new one
 *        |
 *        |        records trimmed for the third time in a row: read() throws
 *      READING -------------------------------------> AT_GAP
 *        ^                                              |
 *        +--- skipGap(): open at the oldest record -----+
 * </pre>
 */
public final class ShardCursor {

    /** Where a cursor is. Only a page without a next iterator ends a shard; an empty page never does. */
    public enum State {
        READING,
        /** Retention removed records that were not read. Nothing is read until the gap is skipped. */
        AT_GAP,
        ENDED
    }

    /** Between the clocks of this process, of an earlier owner of the shard, and of the stream. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    // While records are being written, DynamoDB Local sometimes reports them as trimmed. A moment later it returns
    // them.
    private static final int TRIMS_OF_A_GAP = 3;

    private final ShardSource source;
    private final String shardId;

    private State state = State.READING;
    private StartAt position;
    private @Nullable String iterator;
    private @Nullable String lastSequence;
    private @Nullable Instant readThrough;
    private Duration behind = Duration.ZERO;
    private int trims;

    private ShardCursor(ShardSource source, String shardId, StartAt position) {
        this.source = source;
        this.shardId = shardId;
        this.position = position;
    }

    /** A cursor at that position of a shard. */
    public static ShardCursor at(ShardSource source, String shardId, StartAt position) {
        return new ShardCursor(source, shardId, position);
    }

    /**
     * A cursor behind the checkpoint of a lease.
     *
     * @param startAt where a shard without checkpoint and without parents starts; a child starts at its oldest record
     */
    static ShardCursor resume(ShardSource source, Lease lease, StartAt startAt) {
        StartAt first = lease.parents().isEmpty() ? startAt : new StartAt.TrimHorizon();
        String checkpoint = lease.checkpoint();
        ShardCursor cursor =
                new ShardCursor(source, lease.shardId(), checkpoint == null ? first : new StartAt.After(checkpoint));
        cursor.lastSequence = checkpoint;
        cursor.readThrough = lease.provenAt();
        return cursor;
    }

    /**
     * Whether a shard may be read now. Parents come first: a child is read when each of its parents is read to its end.
     *
     * @param isUnfinished whether a parent still has to be read; a parent that nobody knows any more does not
     */
    public static boolean mayStart(Set<String> parents, Predicate<String> isUnfinished) {
        return parents.stream().noneMatch(isUnfinished);
    }

    /**
     * The next records. The list is empty where there are none now, and always at a gap and at the end.
     *
     * @param time is asked before and after the read, which may take long
     * @throws RecordsTrimmed once, when the cursor comes to a gap
     */
    public List<StreamRecord> read(int limit, InstantSource time) {
        if (state != State.READING) {
            return List.of();
        }
        try {
            Instant asked = time.instant();
            ShardRead page = page(limit);
            requireNothingRemoved(time.instant());
            moveBehind(page, asked);
            return page.records();
        } catch (RecordsTrimmed trimmed) {
            suspectGap(trimmed);
            return List.of();
        }
    }

    /** Goes on at the oldest record that the stream still has. Call it only after the gap was reported. */
    public void skipGap() {
        if (state != State.AT_GAP) {
            throw new IllegalStateException(
                    "Cannot skip a gap in shard " + shardId + ": expected AT_GAP but was " + state);
        }
        state = State.READING;
        position = new StartAt.TrimHorizon();
        readThrough = null;
        trims = 0;
    }

    public State state() {
        return state;
    }

    /** How far the last page was behind the newest record of the shard. */
    public Duration behind() {
        return behind;
    }

    /** Whether the next read should follow at once, because more records are known to be there. */
    public boolean hasMore() {
        return state == State.READING && trims == 0 && !behind.isZero();
    }

    /** The last record that was read, or the checkpoint before the first one. */
    @Nullable String lastSequence() {
        return lastSequence;
    }

    /** All records that arrived before this time are read; null where that is not known. */
    @Nullable Instant readThrough() {
        return readThrough;
    }

    private ShardRead page(int limit) {
        try {
            return source.read(openIterator(), limit);
        } catch (IteratorExpired expired) {
            iterator = null;
            return source.read(openIterator(), limit);
        }
    }

    private String openIterator() {
        String open = iterator;
        if (open == null) {
            open = source.iterator(shardId, position);
            iterator = open;
        }
        return open;
    }

    // Checked after the read, because the stream may remove records until then. A stream that removes records silently
    // has a retention. As long as all records that arrived within it are read, it cannot have removed an unread one.
    private void requireNothingRemoved(Instant now) {
        @Nullable Duration retention = source.retention();
        boolean overtaken = retention != null
                && readThrough != null
                && readThrough.isBefore(now.minus(retention).plus(CLOCK_SKEW));
        if (overtaken && (lastSequence == null || !source.holds(shardId, lastSequence))) {
            throw new RecordsTrimmed("Retention may have removed records that were not read: all is read through "
                    + lastSequence + " only, and " + retention + " have passed since");
        }
    }

    private void moveBehind(ShardRead page, Instant asked) {
        iterator = page.nextIterator();
        state = iterator == null ? State.ENDED : State.READING;
        behind = page.behindLatest();
        trims = 0;
        Instant proven = provenBy(page, asked);
        if (proven != null && (readThrough == null || proven.isAfter(readThrough))) {
            readThrough = proven;
        }
        if (!page.records().isEmpty()) {
            lastSequence = last(page).sequence();
            position = new StartAt.After(lastSequence);
        } else if (readThrough != null && position instanceof StartAt.Latest) {
            // A second iterator after the newest record would skip the records that arrive before it is opened.
            position = new StartAt.Time(readThrough.minus(CLOCK_SKEW));
        }
    }

    // The only place that decides what a page proves about the time before it: the source's behindLatest counts,
    // and zero means caught up. Of a closed shard only its records count: its end may be read long after its
    // children began.
    private static @Nullable Instant provenBy(ShardRead page, Instant asked) {
        if (page.nextIterator() != null) {
            return asked.minus(page.behindLatest());
        }
        return page.records().isEmpty() ? null : last(page).arrivedAt();
    }

    private void suspectGap(RecordsTrimmed trimmed) {
        iterator = null;
        trims++;
        if (trims >= TRIMS_OF_A_GAP) {
            state = State.AT_GAP;
            throw trimmed;
        }
    }

    private static StreamRecord last(ShardRead page) {
        return page.records().get(page.records().size() - 1);
    }
}
