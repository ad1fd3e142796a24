package io.orderlake.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.stream.LeaseTables;
import io.orderlake.stream.RuntimeSettings;
import io.orderlake.stream.aws.AwsFailures;
import io.orderlake.stream.binder.OutputBinding;
import io.orderlake.stream.binder.ReaderThreads;
import io.orderlake.stream.binder.ShardReaders;
import io.orderlake.stream.pack.PackSettings;
import io.orderlake.stream.publish.StreamSettings;
import io.orderlake.stream.read.ReaderListener;
import io.orderlake.stream.read.ReaderSettings;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The beans of the relay. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelaySettings.class)
class RelayWiring {

    @Bean
    Tables tables(RuntimeSettings settings) {
        return settings.tables() == null ? TablesFile.shipped() : TablesFile.read(settings.tables());
    }

    @Bean
    RelayDependencies dependencies(
            DynamoDbClient dynamodb,
            RuntimeSettings runtime,
            S3Client s3,
            RelaySettings settings,
            StreamBridge bridge,
            MeterRegistry meters,
            InstantSource time) {
        return new RelayDependencies(
                new DynamoSourceRegister(dynamodb, runtime.requiredLeaseTable()),
                new S3RejectStore(s3, settings.bucket()),
                new OutputBinding(bridge, "changes-out-0")::publish,
                new RelayMetrics(meters),
                time);
    }

    @Bean
    TableStreams tableStreams(
            Tables tables,
            SourceStreams sources,
            TableReaders readers,
            ReaderThreads threads,
            ReaderListener listener) {
        return new TableStreams(
                tables.all(), sources::toRead, readers::open, threads.keeping(), AwsFailures::kindOf, listener);
    }

    @Bean
    SourceStreams sourceStreams(
            DynamoDbClient dynamodb, DynamoDbStreamsClient streams, TableReaders readers, ReaderSettings reading) {
        return new SourceStreams(
                dynamodb,
                streams,
                new StreamSuccession(
                        readers.dependencies().register(), readers::leasesOf, readers::shardsOf, reading.acceptGap()));
    }

    @Bean
    TableReaders tableReaders(
            DynamoDbStreamsClient streams,
            LeaseTables leases,
            ShardReaders readers,
            RelayDependencies dependencies,
            StreamSettings lanes,
            RelaySettings settings,
            PackSettings packing) {
        packing.requireRoomFor("orderlake.relay.max-record-bytes", settings.maxRecordBytes());
        RelayProcessor.Limits limits = new RelayProcessor.Limits(settings.maxRecordBytes(), settings.maxRecordAge());
        return new TableReaders(streams, leases, readers, dependencies, lanes.laneCount(), limits);
    }

    @Bean
    Redrive redrive(RelayDependencies dependencies, StreamSettings lanes, RelaySettings settings) {
        return new Redrive(dependencies, lanes.laneCount(), settings.maxRecordBytes());
    }
}
