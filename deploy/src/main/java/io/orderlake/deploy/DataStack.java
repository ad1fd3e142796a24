package io.orderlake.deploy;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryEncryption;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** Resources that outlive a deployment of the services: tables, streams, buckets, images, secrets, and their common key. */
final class DataStack extends Stack {

    /** The lane count of the streams and of the services that publish to them. */
    static final int LANES = 64;

    private static final int SECRET_LENGTH = 48;
    private static final int IMAGES_KEPT = 20;

    private final Environment environment;
    private final Key key;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private final Map<DeployedService, Repository> images = new EnumMap<>(DeployedService.class);
    private final LakeBuckets buckets;
    private final Secret maskKey;
    private final Secret apiToken;

    DataStack(Construct scope, String id, StackProps props, Environment environment) {
        super(scope, id, props);
        this.environment = environment;
        key = DataKey.of(this, environment);
        addOrderTables();
        List.of(Names.RELAY, Names.TRANSFORMER, Names.LEDGER).forEach(this::addLeaseTable);
        List.of(Names.CHANGES, Names.EVENTS).forEach(this::addStream);
        buckets = new LakeBuckets(this, environment, key);
        addImages();
        maskKey = secret("MaskKey", "Key of the hashes that replace personal values");
        apiToken = secret("ApiToken", "Bearer token of the order writer's API");
        outputNames();
        addReasons();
    }

    private void addImages() {
        for (DeployedService service : DeployedService.values()) {
            images.put(service, images(service));
        }
    }

    private void addReasons() {
        Reasons.noRotation(maskKey, "with another key, equal values would no longer have equal hashes");
        Reasons.noRotation(
                apiToken, "its users are outside this account; change it manually, then restart the order writer");
    }

    Key key() {
        return key;
    }

    Table table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    Stream stream(String name) {
        return Objects.requireNonNull(streams.get(name), name);
    }

    Repository image(DeployedService service) {
        return Objects.requireNonNull(images.get(service), service.text());
    }

    LakeBuckets buckets() {
        return buckets;
    }

    Secret maskKey() {
        return maskKey;
    }

    Secret apiToken() {
        return apiToken;
    }

    private void addOrderTables() {
        tables.put(
                Names.ORDERS,
                newTable(Names.ORDERS, "order_id").stream(StreamViewType.NEW_AND_OLD_IMAGES)
                        .build());
        tables.put(Names.VERSIONS, newTable(Names.VERSIONS, "order_id").build());
        tables.put(
                Names.IDEMPOTENCY,
                newTable(Names.IDEMPOTENCY, "idempotency_key")
                        .timeToLiveAttribute("expires_at")
                        .build());
    }

    /** Leases, and other items that the service stores beside them. */
    private void addLeaseTable(String name) {
        tables.put(
                name,
                newTable(name, "pk")
                        .sortKey(text("sk"))
                        .timeToLiveAttribute("expires_at")
                        .build());
    }

    private Table.Builder newTable(String name, String keyAttribute) {
        return Table.Builder.create(this, name)
                .tableName(name)
                .partitionKey(text(keyAttribute))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .encryption(TableEncryption.CUSTOMER_MANAGED)
                .encryptionKey(key)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(environment.keepsData())
                .removalPolicy(removal());
    }

    private void addStream(String name) {
        Environment.Streams settings = environment.streams();
        Stream.Builder stream = Stream.Builder.create(this, name)
                .streamName(name)
                .encryption(StreamEncryption.KMS)
                .encryptionKey(key)
                .retentionPeriod(Duration.hours(settings.retentionHours()))
                .removalPolicy(removal())
                .streamMode(settings.shards().isPresent() ? StreamMode.PROVISIONED : StreamMode.ON_DEMAND);
        settings.shards().ifPresent(stream::shardCount);
        Stream made = stream.build();
        Tags.of(made).add(Names.LANES_TAG, Integer.toString(LANES));
        Reasons.except(
                made,
                "AwsSolutions-KDS3",
                "The key that AWS manages has no policy that could limit who reads the changes.");
        streams.put(name, made);
    }

    private Repository images(DeployedService service) {
        return Repository.Builder.create(this, service.text())
                .repositoryName("orderlake/" + service.image())
                .imageScanOnPush(true)
                .imageTagMutability(TagMutability.IMMUTABLE)
                .encryption(RepositoryEncryption.KMS)
                .encryptionKey(key)
                .lifecycleRules(List.of(
                        LifecycleRule.builder().maxImageCount(IMAGES_KEPT).build()))
                .emptyOnDelete(!environment.keepsData())
                .removalPolicy(removal())
                .build();
    }

    private Secret secret(String id, String description) {
        return Secret.Builder.create(this, id)
                .description(description)
                .encryptionKey(key)
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(SECRET_LENGTH)
                        .excludePunctuation(true)
                        .build())
                .removalPolicy(removal())
                .build();
    }

    /** The names from which ./orderlake aws values makes the values of the charts. */
    private void outputNames() {
        output("ApiTokenSecret", apiToken.getSecretArn());
        output("MaskKeySecret", maskKey.getSecretArn());
        output("LakeBucketName", buckets.lake().getBucketName());
        output("ChangesStream", stream(Names.CHANGES).getStreamName());
        output("EventsStream", stream(Names.EVENTS).getStreamName());
        output("RelayTable", table(Names.RELAY).getTableName());
        output("TransformerTable", table(Names.TRANSFORMER).getTableName());
        output("LedgerTable", table(Names.LEDGER).getTableName());
        output("OrdersTable", table(Names.ORDERS).getTableName());
        output("Lanes", Integer.toString(LANES));
        output("Region", getRegion());
        output("ImageRegistry", getAccount() + ".dkr.ecr." + getRegion() + "." + getUrlSuffix());
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }

    private RemovalPolicy removal() {
        return environment.keepsData() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    }

    private static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }
}
