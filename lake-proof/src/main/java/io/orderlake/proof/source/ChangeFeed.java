package io.orderlake.proof.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The change stream of one table. */
public interface ChangeFeed {

    /** The table's name in the lake. */
    String table();

    /** A shard of the current stream, with the name that all later stages use. */
    record FeedShard(String name, String stream, String shardId, Set<String> parents, int epoch) {
        public FeedShard {
            parents = Set.copyOf(parents);
        }
    }

    /** All shards that the stream contains; empty if the relay has not begun to read it. */
    List<FeedShard> shards();

    /** The lane count with which the relay began the shard; empty if it has not begun the shard. */
    Optional<Integer> lanesOf(FeedShard shard);

    /** An iterator after a sequence number, or at the oldest record if none is given. */
    String iterator(String shardId, @Nullable String after);

    /** Reads from the iterator on; marks changes that match no filter of the table. */
    FeedPage read(String iterator);

    /**
     * A read.
     *
     * @param filtered event ids of changes that the relay does not forward
     * @param nextIterator null if the shard is closed and has been read to its end
     */
    record FeedPage(
            List<ReportedChange> changes,
            Set<String> filtered,
            @Nullable String nextIterator) {
        public FeedPage {
            changes = List.copyOf(changes);
            filtered = Set.copyOf(filtered);
        }
    }
}
