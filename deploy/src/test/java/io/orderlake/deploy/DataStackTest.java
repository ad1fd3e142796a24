package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataStackTest {

    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String STREAM = "AWS::Kinesis::Stream";
    private static final String BUCKET = "AWS::S3::Bucket";

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void everyTableIsEncryptedWithOurKeyAndHasPointInTimeRecovery(String environment) {
        assertThat(Synthesized.of(environment).resources("data", TABLE))
                .hasSize(6)
                .allSatisfy((name, table) -> {
                    assertThat(table.at("/SSESpecification/SSEType").asText()).isEqualTo("KMS");
                    assertThat(table.at("/SSESpecification/KMSMasterKeyId").isMissingNode())
                            .isFalse();
                    assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                                    .asBoolean())
                            .isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "CustomerOrders, order_id, , ",
        "CustomerOrderVersions, order_id, , ",
        "OrderIdempotency, idempotency_key, , expires_at",
        "orderlake-relay, pk, sk, expires_at",
        "orderlake-transformer, pk, sk, expires_at",
        "orderlake-ledger, pk, sk, expires_at"
    })
    void tablesHaveTheKeysAndTheExpiryThatTheServicesExpect(String name, String hash, String range, String expiry) {
        JsonNode table = Synthesized.of("prod").resource("data", TABLE, "TableName", name);
        assertThat(table.path("KeySchema").findValuesAsText("AttributeName"))
                .isEqualTo(range == null ? List.of(hash) : List.of(hash, range));
        assertThat(table.path("AttributeDefinitions").findValuesAsText("AttributeType"))
                .containsOnly("S");
        assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText(null))
                .isEqualTo(expiry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void theStreamOfTheOrdersTableContainsOldAndNewImages(String environment) {
        assertThat(Synthesized.of(environment)
                        .resource("data", TABLE, "TableName", "CustomerOrders")
                        .at("/StreamSpecification/StreamViewType")
                        .asText())
                .isEqualTo("NEW_AND_OLD_IMAGES");
    }

    @ParameterizedTest
    @CsvSource({"dev, order-changes, 24, 1", "staging, order-events, 48, 2", "prod, order-events, 168, 0"})
    void streamsAreEncryptedKeptLongEnoughAndTaggedWithTheirLanes(
            String environment, String name, int hours, int shards) {
        JsonNode stream = Synthesized.of(environment).resource("data", STREAM, "Name", name);
        assertThat(stream.at("/StreamEncryption/EncryptionType").asText()).isEqualTo("KMS");
        assertThat(stream.path("RetentionPeriodHours").asInt()).isEqualTo(hours);
        assertThat(stream.path("ShardCount").asInt()).isEqualTo(shards);
        assertThat(tag(stream, "orderlake:lanes")).isEqualTo("64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void bucketsAreNotPublicAndRejectRequestsWithoutTls(String environment) {
        Synthesized made = Synthesized.of(environment);
        assertThat(made.resources("data", BUCKET)).hasSize(3).allSatisfy((name, bucket) -> {
            assertThat(bucket.path("PublicAccessBlockConfiguration")).hasSize(4).allMatch(JsonNode::asBoolean);
            assertThat(bucket.path("BucketEncryption").isMissingNode()).isFalse();
            assertThat(refusesPlainText(made, name)).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({"dev, 30", "staging, 90"})
    void rejectsExpireWhereTheEnvironmentSaysSo(String environment, String days) {
        JsonNode rule = rule(environment, "orderlake-errors");
        assertThat(rule.path("ExpirationInDays").asText()).isEqualTo(days);
        assertThat(rule.at("/TagFilters/0/Key").asText()).isEqualTo("orderlake-expire-after-days");
        assertThat(rule.at("/TagFilters/0/Value").asText()).isEqualTo(days);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void olderVersionsOfObjectsOfTheLakeExpire(String environment) {
        assertThat(rule(environment, "old-versions")
                        .at("/NoncurrentVersionExpiration/NoncurrentDays")
                        .asInt())
                .isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({"dev, Delete", "prod, Retain"})
    void onlyProductionOutlivesItsStacks(String environment, String policy) {
        Synthesized.of(environment).template("data").path("Resources").forEach(resource -> {
            if (List.of(TABLE, STREAM, BUCKET, "AWS::KMS::Key")
                    .contains(resource.path("Type").asText())) {
                assertThat(resource.path("DeletionPolicy").asText())
                        .as(resource.toString())
                        .isEqualTo(policy);
            }
        });
    }

    private static String tag(JsonNode properties, String key) {
        return StreamSupport.stream(properties.path("Tags").spliterator(), false)
                .filter(tag -> tag.path("Key").asText().equals(key))
                .map(tag -> tag.path("Value").asText())
                .findFirst()
                .orElse("absent");
    }

    private static JsonNode rule(String environment, String id) {
        return Synthesized.of(environment).resources("data", BUCKET).values().stream()
                .flatMap(bucket -> StreamSupport.stream(
                        bucket.at("/LifecycleConfiguration/Rules").spliterator(), false))
                .filter(rule -> rule.path("Id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static boolean refusesPlainText(Synthesized made, String bucket) {
        return made.resources("data", "AWS::S3::BucketPolicy").values().stream()
                .filter(policy -> policy.at("/Bucket/Ref").asText().equals(bucket))
                .flatMap(policy -> StreamSupport.stream(
                        policy.at("/PolicyDocument/Statement").spliterator(), false))
                .anyMatch(statement -> statement.path("Effect").asText().equals("Deny")
                        && statement
                                .at("/Condition/Bool/aws:SecureTransport")
                                .asText()
                                .equals("false"));
    }
}
