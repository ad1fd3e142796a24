package io.orderlake.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.binder.ShardReaders;
import io.orderlake.stream.dynamodb.DynamoStreamShards;
import io.orderlake.stream.publish.StreamSettings;
import io.orderlake.stream.read.ReaderRim;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the relay together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelaySettings.class)
class RelayWiring {

    private static final String OUTPUT = "changes-out-0";

    @Bean
    Tables tables(Environment environment) {
        String file = environment.getProperty("orderlake.tables");
        return file == null ? TablesFile.shipped() : TablesFile.read(Path.of(file));
    }

    @Bean
    S3Client s3(AwsClients aws) {
        return aws.s3();
    }

    @Bean
    DynamoDbStreamsClient dynamodbStreams(AwsClients aws) {
        return aws.dynamodbStreams();
    }

    @Bean
    RelayWatch relayWatch(MeterRegistry meters) {
        return new RelayWatch(meters);
    }

    @Bean
    SourceRegister register(DynamoDbClient dynamodb, RelaySettings settings) {
        return new DynamoSourceRegister(dynamodb, settings.registerTable());
    }

    @Bean
    RejectObjects rejectObjects(S3Client s3, RelaySettings settings) {
        return new S3RejectObjects(s3, settings.bucket());
    }

    @Bean
    Consumer<List<LaneRecord>> publish(StreamBridge bridge) {
        return changes -> {
            if (!changes.isEmpty()) {
                bridge.send(OUTPUT, new LaneBatch(changes));
            }
        };
    }

    @Bean
    Redrive redrive(
            RejectObjects objects,
            SourceRegister register,
            StreamSettings streams,
            Consumer<List<LaneRecord>> publish,
            RelayWatch watch,
            InstantSource clock) {
        return new Redrive(objects, register, streams.laneCount(), publish, watch, clock);
    }
}
