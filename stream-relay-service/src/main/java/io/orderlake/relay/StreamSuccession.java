package io.orderlake.relay;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.LeaseTables;
import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.StreamFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which of a table's streams is to be read. A table whose stream was switched off and on, or that was re-created, has several
 * streams for a day. Each is read to its end before the next one is begun, so no change is skipped and none overtakes another.
 *
 * @param leases of a stream
 * @param shards of a stream that still exists
 * @param acceptGap whether to continue after a stream that was removed before it was read to its end
 */
public record StreamSuccession(
        SourceRegister register, LeaseTables leases, Function<String, ShardSource> shards, boolean acceptGap) {

    /** A record at the end of a stream may become visible so much later, and clocks differ. */
    static final Duration LATEST = Duration.ofSeconds(20);

    /**
     * One stream of a table.
     *
     * @param id its ARN
     * @param since when it began to take the table's changes, and the one before it ceased to
     */
    public record TableStream(String id, Instant since) {}

    /**
     * The stream to read now.
     *
     * @param streams all that still exist, the current one last
     * @throws StreamFailure of kind set-up where the stream that was read was removed before its end
     */
    public TableStream toRead(String table, List<TableStream> streams) {
        TableStream current = streams.get(streams.size() - 1);
        leases.of(current.id()); // The register is in the same table, which is created with its first leases.
        Optional<String> begun = register.newestStream(table);
        if (begun.isEmpty() || begun.get().equals(current.id())) {
            return current;
        }
        // Streams are removed in the order of their creation: where this one is removed, so are all before it.
        int place = streams.stream().map(TableStream::id).toList().indexOf(begun.get());
        TableStream next = streams.get(place + 1);
        if (isReadThrough(begun.get(), place >= 0, next.since())) {
            return next;
        }
        return place >= 0 ? streams.get(place) : behindGap(table, begun.get(), next);
    }

    /** Whether all that arrived until then is durable, according to its leases. */
    private boolean isReadThrough(String stream, boolean isThere, Instant end) {
        List<Lease> held = leases.of(stream).all();
        Set<String> leased = held.stream().map(Lease::shardId).collect(Collectors.toSet());
        return !held.isEmpty()
                && held.stream().allMatch(lease -> lease.finished() || isProven(lease, end))
                && (!isThere
                        || shards.apply(stream).shards().stream().map(Shard::id).allMatch(leased::contains));
    }

    private static boolean isProven(Lease lease, Instant end) {
        return lease.provenAt() != null && !lease.provenAt().isBefore(end.plus(LATEST));
    }

    private TableStream behindGap(String table, String gone, TableStream next) {
        if (acceptGap) {
            return next;
        }
        throw new StreamFailure(
                FailureKind.SETUP,
                "Cannot relay table " + table + ": expected its stream " + gone + " to be read to its end before "
                        + next.id() + ", but it is gone, and changes may be missing."
                        + " To go on behind the gap, set orderlake.reader.accept-gap=true");
    }
}
