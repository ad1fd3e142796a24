package io.orderlake.relay;

import io.orderlake.contract.Lanes;
import java.util.Optional;

/** Facts that must stay as they were first decided: the epoch of each stream, and the lane count of each source shard. */
public interface SourceRegister {

    /**
     * The epoch of a table's stream. A new stream begins the next one. The first is 0, as for records of foreign
     * producers, so that their positions and those of the relay have one order.
     *
     * @param table the source's table
     * @param stream its stream's ARN, which differs for a re-created table or stream
     */
    int epochOf(String table, String stream);

    /** The stream of the table's newest epoch, if one has begun. */
    Optional<String> newestStream(String table);

    /** The lane count that the shard was begun with; {@code current} if it is begun now. */
    Lanes lanesOf(String stream, String shardId, Lanes current);

    /** The last pass of a redrive over the object that was begun. */
    RedrivePass redrivePass(String objectKey);

    /** Begins the pass, unless another instance has begun it; returns the one that counts. */
    RedrivePass beginPass(String objectKey, RedrivePass decided);

    /** Remembers that everything that the pass sends has been sent. */
    void markSent(String objectKey, RedrivePass pass);
}
