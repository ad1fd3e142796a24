package io.orderlake.proof.source;

import io.orderlake.proof.source.ChangeFeed.FeedShard;
import java.util.List;
import java.util.Map;

/** The shards of one table's stream, not read but listed, and how far the relay has come with each. */
public interface SourceShards {

    /** The table's name in the lake. */
    String table();

    /** Every shard that the stream still holds; empty where the relay has not begun to read it. */
    List<FeedShard> shards();

    /** By shard's name; without those that the relay has not begun. */
    Map<String, Relayed> relayed(List<FeedShard> shards);

    /**
     * How far the relay is, by its lease.
     *
     * @param provenAt milliseconds: all changes that the stream told before then are durable behind the relay; 0 where that is
     *     not known
     * @param finished whether the shard is durable behind the relay to its end
     */
    record Relayed(long provenAt, boolean finished) {}
}
