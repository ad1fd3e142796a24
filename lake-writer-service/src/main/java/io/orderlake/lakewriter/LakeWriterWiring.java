package io.orderlake.lakewriter;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.lakewriter.bronze.BronzeFollower;
import io.orderlake.lakewriter.bronze.BronzeSettings;
import io.orderlake.lakewriter.bronze.BronzeStatus;
import io.orderlake.lakewriter.bronze.BronzeTables;
import io.orderlake.lakewriter.bronze.CatalogProperties;
import io.orderlake.lakewriter.bronze.CommitBronze;
import io.orderlake.lakewriter.bronze.FollowLedger;
import io.orderlake.lakewriter.bronze.LandedRows;
import io.orderlake.lakewriter.bronze.LazyCatalog;
import io.orderlake.lakewriter.bronze.TableLeases;
import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.forget.PersonErasure;
import io.orderlake.lakewriter.landing.LandingObjects;
import io.orderlake.lakewriter.landing.RowFormats;
import io.orderlake.lakewriter.ledger.ClaimLog;
import io.orderlake.lakewriter.ledger.DynamoClaimLog;
import io.orderlake.lakewriter.ledger.DynamoErasures;
import io.orderlake.lakewriter.ledger.DynamoLedger;
import io.orderlake.lakewriter.ledger.Ledger;
import io.orderlake.lakewriter.sink.FirehoseDelivery;
import io.orderlake.lakewriter.sink.LakeBucket;
import io.orderlake.lakewriter.sink.LakeSink;
import io.orderlake.lakewriter.sink.RowDelivery;
import io.orderlake.lakewriter.sink.S3LakeSink;
import io.orderlake.lakewriter.sink.S3LakeSink.ObjectSettings;
import io.orderlake.lakewriter.sink.S3LandedBytes;
import io.orderlake.lakewriter.sink.S3StoredObjects;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.InstanceName;
import io.orderlake.stream.LeaseTables;
import io.orderlake.stream.RuntimeSettings;
import io.orderlake.stream.StreamFailure;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import io.orderlake.stream.publish.StreamSettings;
import io.orderlake.stream.security.AccessRules;
import io.orderlake.stream.security.Role;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The wiring of the lake writer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LakeSettings.class, BronzeSettings.class})
class LakeWriterWiring {

    private static final String BRONZE = "orderlake.lake.bronze.catalog.type";

    @Bean
    Tables tables(RuntimeSettings settings) {
        return settings.tables() == null ? TablesFile.shipped() : TablesFile.read(settings.tables());
    }

    @Bean
    LandingRules rules(LakeSettings settings, Tables tables) {
        Plan plan =
                Plan.of(settings.bucket(), settings.formats(), Optional.ofNullable(settings.firehoseStream()), tables);
        return new LandingRules(
                plan,
                settings.maxBytes().toBytes(),
                settings.maxAge(),
                settings.maxBufferedBytes().toBytes(),
                new EventWindow.Rules(
                        settings.eventIdWindow(),
                        settings.eventIdWindowMemory().toBytes() / EventWindow.Rules.BYTES_PER_ID));
    }

    @Bean
    LakeSink sink(S3Client s3, LakeSettings settings, StreamSettings streams) {
        LakeBucket bucket = new LakeBucket(s3, settings.bucket());
        LakeSettings.Errors errors = settings.errors();
        if (settings.createBucket() == null ? streams.create() : settings.createBucket()) {
            bucket.create();
            Optional.ofNullable(errors.expireAfter()).ifPresent(bucket::expireRejects);
        }
        bucket.check();
        return new S3LakeSink(s3, landingSettings(settings), errorsSettings(settings));
    }

    /** Forgetting a person is a deletion, so it needs the right to delete. */
    @Bean
    AccessRules accessRules() {
        return new AccessRules(List.of(AccessRules.Rule.of("/forget", Role.DELETE)));
    }

    @Bean
    PersonErasure personErasure(
            S3Client s3,
            DynamoDbClient dynamodb,
            RuntimeSettings runtime,
            LakeSettings settings,
            Tables tables,
            InstantSource time) {
        return new PersonErasure(
                new S3StoredObjects(s3, settings.bucket(), landingSettings(settings), errorsSettings(settings)),
                new DynamoErasures(dynamodb, runtime.requiredLeaseTable()),
                new PersonErasure.Scope(settings.bucket(), tables, RowFormats.SHIPPED),
                time);
    }

    private static ObjectSettings landingSettings(LakeSettings settings) {
        return new ObjectSettings(Optional.ofNullable(settings.kmsKey()), Optional.empty());
    }

    private static ObjectSettings errorsSettings(LakeSettings settings) {
        LakeSettings.Errors errors = settings.errors();
        return new ObjectSettings(
                Optional.ofNullable(errors.kmsKey()),
                Optional.ofNullable(errors.expireAfter()).map(after -> LakeBucket.EXPIRY_TAG + "=" + after.toDays()));
    }

    @Bean
    @Lazy
    FirehoseClient firehose(AwsClients clients) {
        return clients.firehose();
    }

    @Bean
    RowDelivery firehoseDelivery(@Lazy FirehoseClient firehose) {
        return new FirehoseDelivery(firehose);
    }

    @Bean
    Ledger ledger(DynamoDbClient dynamodb, RuntimeSettings runtime, LakeSettings settings, InstantSource time) {
        return new DynamoLedger(dynamodb, runtime.requiredLeaseTable(), settings.watermarkRetention(), time);
    }

    /** Attached to binding {@code land-in-0}. */
    @Bean
    LakeWriteProcessor landProcessor(
            Ledger ledger,
            LakeSink sink,
            RowDelivery firehose,
            LandingRules rules,
            InstantSource time,
            MeterRegistry registry) {
        LandingObjects objects = new LandingObjects(RowFormats.SHIPPED);
        ClaimLanding landing = new ClaimLanding(objects, sink, firehose);
        return new LakeWriteProcessor(ledger, landing, rules, time, new LakeMetrics(registry));
    }

    /** Refuses contradicting settings before anything of bronze is created. */
    @Bean
    @ConditionalOnProperty(BRONZE)
    BronzeStatus bronzeHealthIndicator(LakeSettings settings, MeterRegistry registry, InstantSource time) {
        if (settings.delivery() == LakeSettings.Delivery.FIREHOSE) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot use orderlake.lake.bronze.catalog with orderlake.lake.delivery = firehose: bronze is built"
                            + " from landing objects, and with Firehose there are none. Unset one of the two");
        }
        return new BronzeStatus(registry, time);
    }

    @Bean(initMethod = "start")
    @ConditionalOnProperty(BRONZE)
    BronzeFollower bronze(
            BronzeSettings settings,
            AwsSettings aws,
            ClaimLog log,
            S3Client s3,
            TableLeases leases,
            InstanceName instance,
            BronzeStatus status,
            InstantSource time) {
        LazyCatalog catalog = new LazyCatalog(CatalogProperties.of(settings.catalog(), aws, System.getenv()));
        BronzeTables tables = new BronzeTables(catalog, settings.warehouseLocation(), instance.name());
        CommitBronze.Limits limits =
                new CommitBronze.Limits(settings.maxRows(), settings.maxBytes().toBytes());
        LandedRows rows = new LandedRows(new S3LandedBytes(s3), RowFormats.SHIPPED);
        CommitBronze commit = new CommitBronze(log, rows, tables, limits, status);
        return new BronzeFollower(new FollowLedger(log, leases, commit, status, time), settings.commitEvery(), catalog);
    }

    @Bean
    @ConditionalOnProperty(BRONZE)
    ClaimLog claimLog(
            DynamoDbClient dynamodb,
            RuntimeSettings runtime,
            @Value("${spring.cloud.stream.bindings.land-in-0.destination}") String stream) {
        return new DynamoClaimLog(dynamodb, runtime.requiredLeaseTable(), stream);
    }

    @Bean
    @ConditionalOnProperty(BRONZE)
    TableLeases bronzeLeases(LeaseTables tables, BronzeSettings settings, InstanceName instance, InstantSource time) {
        return new TableLeases(tables.of("bronze"), instance.name(), settings.leaseExpiry(), time);
    }
}
