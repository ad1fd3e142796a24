package io.orderlake.stream;

import io.awspring.cloud.kinesis.stream.binder.properties.KinesisExtendedBindingProperties;
import io.micrometer.cloudwatch2.CloudWatchConfig;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsFailures;
import io.orderlake.stream.aws.AwsSettings;
import io.orderlake.stream.binder.OrderlakeBinder;
import io.orderlake.stream.binder.OrderlakeBinderFactory;
import io.orderlake.stream.binder.ReaderThreads;
import io.orderlake.stream.binder.ShardReaders;
import io.orderlake.stream.dynamodb.DynamoLeases;
import io.orderlake.stream.health.ProgressHealth;
import io.orderlake.stream.health.ProgressListener;
import io.orderlake.stream.health.ReadProgress;
import io.orderlake.stream.health.ReadinessMetric;
import io.orderlake.stream.health.StopOnBug;
import io.orderlake.stream.kinesis.KinesisShards;
import io.orderlake.stream.pack.PackSettings;
import io.orderlake.stream.pack.Packer;
import io.orderlake.stream.pack.Unpacker;
import io.orderlake.stream.publish.LanePublishers;
import io.orderlake.stream.publish.PublishSettings;
import io.orderlake.stream.publish.Retrying;
import io.orderlake.stream.publish.StreamSettings;
import io.orderlake.stream.read.ReaderDependencies;
import io.orderlake.stream.read.ReaderListener;
import io.orderlake.stream.read.ReaderSettings;
import io.orderlake.stream.settings.UnknownSettings;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.cloud.stream.binder.BinderFactory;
import org.springframework.cloud.stream.config.BindingServiceConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The beans that all services share. AWS clients are lazy: a service without bindings, or without a bucket, never creates
 * that client.
 */
@AutoConfiguration(before = BindingServiceConfiguration.class)
@EnableConfigurationProperties({
    RuntimeSettings.class,
    AwsSettings.class,
    PackSettings.class,
    PublishSettings.class,
    StreamSettings.class,
    ReaderSettings.class,
    KinesisExtendedBindingProperties.class
})
public class RuntimeWiring {

    @Bean
    @ConditionalOnMissingBean
    InstantSource time() {
        return InstantSource.system();
    }

    @Bean
    InstanceName instanceName(RuntimeSettings settings) {
        return InstanceName.of(settings);
    }

    @Bean
    AwsClients awsClients(AwsSettings settings) {
        return new AwsClients(settings);
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    KinesisClient kinesis(AwsClients clients) {
        return clients.kinesis();
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    DynamoDbClient dynamodb(AwsClients clients) {
        return clients.dynamodb();
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    DynamoDbStreamsClient dynamodbStreams(AwsClients clients) {
        return clients.dynamodbStreams();
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    S3Client s3(AwsClients clients) {
        return clients.s3();
    }

    @Bean
    @Lazy
    LanePublishers lanePublishers(
            KinesisClient kinesis,
            StreamSettings streams,
            PackSettings packing,
            PublishSettings publishing,
            InstanceName instance,
            MeterRegistry registry) {
        Packer packer = new Packer(packing, streams.laneCount());
        Retrying retrying = new Retrying(
                AwsFailures::kindOf,
                publishing.backoff(),
                howLong -> Thread.sleep(howLong.toMillis()),
                instance.name());
        return new LanePublishers(kinesis, streams, packer, retrying, registry);
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    LeaseTables leaseTables(ObjectProvider<DynamoDbClient> dynamodb, RuntimeSettings settings, InstantSource time) {
        return stream -> {
            DynamoLeases leases = new DynamoLeases(dynamodb.getObject(), settings.requiredLeaseTable(), stream, time);
            leases.createIfMissing();
            return leases;
        };
    }

    @Bean
    @Lazy
    ReaderThreads readerThreads(RuntimeSettings settings, InstantSource time) {
        return new ReaderThreads(settings.shardThreads(), time);
    }

    @Bean
    @Lazy
    ShardReaders shardReaders(
            LeaseTables leases,
            ReaderSettings settings,
            ReaderThreads threads,
            InstanceName instance,
            ReaderListener listener) {
        ReaderDependencies dependencies = new ReaderDependencies(
                instance.name(), threads.keeping(), threads.running(), AwsFailures::kindOf, listener);
        return new ShardReaders(leases::of, settings, dependencies);
    }

    @Bean
    ReadProgress progress(RuntimeSettings settings) {
        return new ReadProgress(settings.stalledAfter());
    }

    @Bean
    ProgressHealth progressHealthIndicator(ReadProgress progress, InstantSource time) {
        return new ProgressHealth(progress, time);
    }

    /** Reads the same health group as the readiness probe. */
    @Bean
    ReadinessMetric readinessMetric(ObjectProvider<HealthEndpoint> health) {
        return new ReadinessMetric(() -> Optional.ofNullable(health.getIfAvailable())
                .map(endpoint -> endpoint.healthForPath("readiness"))
                .map(HealthDescriptor::getStatus)
                .orElse(null));
    }

    @Bean
    @Lazy
    ReaderListener readerListener(
            ReadProgress progress, MeterRegistry registry, InstantSource time, ApplicationContext application) {
        return new ProgressListener(progress, registry, time, new StopOnBug(application, System::exit));
    }

    /** Under profile {@code aws} the metrics also go to CloudWatch. */
    @Bean
    @Profile("aws")
    CloudWatchMeterRegistry cloudWatchMeterRegistry(AwsClients clients) {
        CloudWatchConfig config = key -> "cloudwatch.namespace".equals(key) ? "Orderlake" : null;
        return new CloudWatchMeterRegistry(config, Clock.SYSTEM, clients.cloudwatch());
    }

    /** Reports a wrong setting in one sentence, before any other bean is created. */
    @Bean
    static UnknownSettings unknownSettings(ConfigurableEnvironment environment) {
        return new UnknownSettings(environment);
    }

    /**
     * No service has a supplier that Spring should poll. Spring Cloud Stream 5.0.2 takes the channel of an output binding for
     * one and fails every second (issue 3203 of spring-cloud-stream).
     */
    @Bean
    static BeanDefinitionRegistryPostProcessor unpolledOutputs() {
        return beans -> {
            if (beans.containsBeanDefinition("supplierInitializer")) {
                beans.removeBeanDefinition("supplierInitializer");
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean(BinderFactory.class)
    OrderlakeBinderFactory binderFactory(ObjectProvider<OrderlakeBinder> binder) {
        return new OrderlakeBinderFactory(binder::getObject);
    }

    @Bean
    @Lazy
    OrderlakeBinder orderlakeBinder(
            KinesisClient kinesis,
            LanePublishers publishers,
            ShardReaders readers,
            KinesisExtendedBindingProperties properties,
            ApplicationContext application) {
        return new OrderlakeBinder(
                publishers,
                (stream, processor) -> readers.reader(new KinesisShards(kinesis, stream, Unpacker::unpack), processor),
                name -> application.getBean(name, ShardProcessor.class),
                properties);
    }
}
