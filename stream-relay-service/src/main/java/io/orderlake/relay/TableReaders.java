package io.orderlake.relay;

import io.orderlake.contract.Lanes;
import io.orderlake.contract.TableSpec;
import io.orderlake.stream.LeaseTables;
import io.orderlake.stream.Leases;
import io.orderlake.stream.binder.ShardReaders;
import io.orderlake.stream.dynamodb.DynamoStreamShards;
import io.orderlake.stream.read.ShardReader;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Creates the reader of a table's stream, with a {@link RelayProcessor} for the stream's epoch. */
record TableReaders(
        DynamoDbStreamsClient streams,
        LeaseTables leases,
        ShardReaders readers,
        RelayDependencies dependencies,
        Lanes lanes,
        RelayProcessor.Limits limits) {

    ShardReader open(TableSpec table, String streamArn) {
        DynamoStreamShards source = shardsOf(streamArn);
        // The register is in the lease table, which is created with its first leases.
        leases.of(source.stream());
        int epoch = dependencies.register().epochOf(table.source(), streamArn);
        dependencies.metrics().epoch(table.name(), epoch);
        return readers.reader(
                source, new RelayProcessor(new RelayProcessor.Route(table, epoch, lanes, limits), dependencies));
    }

    DynamoStreamShards shardsOf(String streamArn) {
        return new DynamoStreamShards(streams, streamArn, dependencies.clock());
    }

    Leases leasesOf(String streamArn) {
        return leases.of(shardsOf(streamArn).stream());
    }
}
