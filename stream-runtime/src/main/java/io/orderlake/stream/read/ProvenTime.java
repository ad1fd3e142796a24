package io.orderlake.stream.read;

import io.orderlake.stream.ShardRead;
import io.orderlake.stream.StreamRecord;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time before which all records of a shard that arrived are read, and the one before which they are durable. Kinesis
 * removes records without a word; but as long as the first of these times lies within the stream's retention, none that was
 * not read can be among them. Not safe for use by several threads.
 */
final class ProvenTime {

    /** Between the clocks of this process, of an earlier owner of the shard, and of the stream. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** Records read and not yet durable: the last one, and the time before which all were read with it. */
    private record Mark(BigInteger sequence, Instant through) {}

    private final Deque<Mark> undurable = new ArrayDeque<>();
    private @Nullable Instant read;
    private @Nullable Instant durable;

    /** @param durable as an earlier owner left it */
    ProvenTime(@Nullable Instant durable) {
        this.read = durable;
        this.durable = durable;
    }

    /** Whether retention may have removed records before they were read. */
    boolean isOvertaken(@Nullable Duration retention, Instant now) {
        return retention != null
                && read != null
                && read.isBefore(now.minus(retention).plus(CLOCK_SKEW));
    }

    /** What was not read is given up: only what is read from now on counts. */
    void forget() {
        read = null;
        durable = null;
        undurable.clear();
    }

    /** @param asked when the read began: what arrived later may not be in it */
    void took(ShardRead batch, Instant asked) {
        Instant through = through(batch, asked);
        if (through == null || (read != null && through.isBefore(read))) {
            through = read;
        }
        if (through == null) {
            return;
        }
        read = through;
        if (!batch.records().isEmpty()) {
            // Reading may begin anywhere; what stood before its first record was not to be read.
            durable = durable == null ? batch.records().get(0).arrivedAt() : durable;
            undurable.add(new Mark(new BigInteger(last(batch.records()).sequence()), through));
        } else if (undurable.isEmpty()) {
            durable = through;
        } else {
            undurable.add(new Mark(undurable.removeLast().sequence(), through));
        }
    }

    // Of a closed shard only its records tell: the end may have been read long after its children began.
    private static @Nullable Instant through(ShardRead batch, Instant asked) {
        if (batch.nextIterator() != null) {
            return asked.minus(batch.behindLatest());
        }
        return batch.records().isEmpty() ? null : last(batch.records()).arrivedAt();
    }

    /** The time before which all records are durable, given that all up to the sequence number are. */
    @Nullable Instant durable(@Nullable String through) {
        while (through != null
                && !undurable.isEmpty()
                && undurable.getFirst().sequence().compareTo(new BigInteger(through)) <= 0) {
            durable = undurable.removeFirst().through();
        }
        return durable;
    }

    private static StreamRecord last(List<StreamRecord> records) {
        return records.get(records.size() - 1);
    }
}
