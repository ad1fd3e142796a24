package io.orderlake.proof.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The change stream of one table, read for the verifier alone. */
public interface ChangeFeed {

    /** The table's name in the lake. */
    String table();

    /** A shard of the current stream, as every later hop names it. */
    record FeedShard(String name, String stream, String shardId, Set<String> parents, int epoch) {
        public FeedShard {
            parents = Set.copyOf(parents);
        }
    }

    /** Every shard that the stream still holds; empty where the relay has not begun to read it. */
    List<FeedShard> shards();

    /** The lane count that the relay has begun the shard with; empty where it has not, for no change of it went on yet. */
    Optional<Integer> lanesOf(FeedShard shard);

    /** An iterator behind a sequence number, or at the oldest record where none is given. */
    String iterator(String shardId, @Nullable String after);

    /** What is behind the iterator; changes that pass no filter of the table are told apart. */
    FeedPage read(String iterator);

    /**
     * A read.
     *
     * @param filtered changes that never go on
     * @param nextIterator null where the shard is closed and has been read to its end
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
