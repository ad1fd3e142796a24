package io.orderlake.relay;

import io.orderlake.contract.Lanes;
import io.orderlake.contract.TableSpec;
import io.orderlake.stream.LeaseTables;
import io.orderlake.stream.Leases;
import io.orderlake.stream.binder.ShardReaders;
import io.orderlake.stream.dynamodb.DynamoStreamShards;
import io.orderlake.stream.read.ShardReader;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Makes the reader of a table's stream, whose story is a {@link RelayBatch} of the stream's epoch. */
record TableReaders(
        DynamoDbStreamsClient streams,
        LeaseTables leases,
        ShardReaders readers,
        RelayRim rim,
        Lanes lanes,
        RelayBatch.Limits limits) {

    ShardReader open(TableSpec table, String streamArn) {
        DynamoStreamShards source = shardsOf(streamArn);
        // The register stands in the lease table, which is created with its first leases.
        leases.of(source.stream());
        int epoch = rim.register().epochOf(table.source(), streamArn);
        rim.watch().epoch(table.name(), epoch);
        return readers.reader(source, new RelayBatch(new RelayBatch.Route(table, epoch, lanes, limits), rim));
    }

    DynamoStreamShards shardsOf(String streamArn) {
        return new DynamoStreamShards(streams, streamArn, rim.clock());
    }

    Leases leasesOf(String streamArn) {
        return leases.of(shardsOf(streamArn).stream());
    }
}
