package io.orderlake.stream.read;

import io.orderlake.stream.StreamRecord;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time before which all records that arrived in a shard are durable downstream. Follows {@link ShardCursor#readThrough()}
 * as the checkpoint follows the reading. Not safe for use by several threads.
 */
final class ProvenTime {

    /** Records that are read and not yet durable: the last one, and the time before which all were read with it. */
    private record Mark(BigInteger sequence, Instant through) {}

    private final Deque<Mark> undurable = new ArrayDeque<>();
    private @Nullable Instant durable;

    /** @param durable as an earlier owner saved it */
    ProvenTime(@Nullable Instant durable) {
        this.durable = durable;
    }

    /** Forgets everything, because a gap was skipped: only what is read from now on counts. */
    void forget() {
        durable = null;
        undurable.clear();
    }

    /** @param through the time before which all records are read, these included; null where that is not known */
    void read(List<StreamRecord> records, @Nullable Instant through) {
        if (through == null) {
            return;
        }
        if (!records.isEmpty()) {
            // The reader may start anywhere. Records before the first one that it reads are not its task.
            durable = durable == null ? records.get(0).arrivedAt() : durable;
            String last = records.get(records.size() - 1).sequence();
            undurable.add(new Mark(new BigInteger(last), through));
        } else if (undurable.isEmpty()) {
            durable = through;
        } else {
            undurable.add(new Mark(undurable.removeLast().sequence(), through));
        }
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
}
