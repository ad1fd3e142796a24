package io.orderlake.relay;

import io.orderlake.contract.Lanes;

/**
 * A shard of a table's stream, as all later services know it.
 *
 * @param name unique over tables, re-created streams and shards
 * @param epoch of the table's stream
 * @param lanes the lane count with which the shard was begun; it stays the same to the shard's end
 */
record SourceShard(String name, int epoch, Lanes lanes) {

    static SourceShard of(String table, int epoch, String shardId, Lanes lanes) {
        return new SourceShard("dynamodb/" + table + "/" + epoch + "/" + shardId, epoch, lanes);
    }
}
