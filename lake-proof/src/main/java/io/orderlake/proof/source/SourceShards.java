package io.orderlake.proof.source;

import io.orderlake.proof.source.ChangeFeed.FeedShard;
import java.util.List;
import java.util.Map;

/** Lists the shards of one table's stream, and how far the relay has read each. */
public interface SourceShards {

    /** The table's name in the lake. */
    String table();

    /** All shards that the stream contains; empty if the relay has not begun to read it. */
    List<FeedShard> shards();

    /** How far the relay is, by the shard's name; shards that the relay has not begun are absent. */
    Map<String, Relayed> relayed(List<FeedShard> shards);

    /**
     * How far the relay is in a shard, according to its lease.
     *
     * @param provenAt milliseconds: all changes that the stream contained before then are durable behind the relay; 0 if that
     *     is not known
     * @param finished whether all changes of the shard are durable behind the relay, and it has ended
     */
    record Relayed(long provenAt, boolean finished) {}
}
