package io.orderlake.orderwriter.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlake.orderwriter.TestOrderTables;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class OrderTablesTest {

    private final DynamoDbClient dynamodb = TestOrderTables.client();
    private final OrderTableSettings names = TestOrderTables.unusedNames();
    private final OrderTables tables = new OrderTables(dynamodb, names);

    @Test
    void createsWhatIsMissingAndMayStartTwice() {
        tables.createMissing();
        tables.createMissing();

        assertThatCode(tables::check).doesNotThrowAnyException();
        assertThat(dynamodb.describeTimeToLive(ttl -> ttl.tableName(names.idempotency()))
                        .timeToLiveDescription()
                        .attributeName())
                .isEqualTo("expires_at");
    }

    @Test
    void namesAMissingTableAndCreatesNothing() {
        assertCannotStart("Cannot use table " + names.name() + ": it does not exist");
        assertThat(dynamodb.listTables().tableNames()).doesNotContain(names.name());
    }

    @Test
    void namesATableWhoseStreamIsOff() {
        create("order_id", null);

        assertCannotStart(
                "table " + names.name() + ": expected a stream with NEW_AND_OLD_IMAGES but its stream is off");
    }

    @Test
    void namesATableWhoseStreamHasNoOldImages() {
        create("order_id", StreamViewType.NEW_IMAGE);

        assertCannotStart("expected a stream with NEW_AND_OLD_IMAGES but its stream has NEW_IMAGE");
    }

    @Test
    void namesATableWithAnotherKey() {
        create("id", StreamViewType.NEW_AND_OLD_IMAGES);

        assertCannotStart("table " + names.name() + ": expected order_id (string) as its only key");
    }

    @Test
    void reportsThatDynamoDbDoesNotAnswer() {
        AwsSettings nowhere = AwsSettings.at(URI.create("http://127.0.0.1:1"));
        try (DynamoDbClient client = new AwsClients(nowhere).dynamodb()) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(new OrderTables(client, names)::check)
                    .withMessageContaining("Cannot describe the tables in DynamoDB")
                    .withMessageContaining("127.0.0.1:1");
        }
    }

    private void create(String key, @Nullable StreamViewType view) {
        StreamSpecification stream = StreamSpecification.builder()
                .streamEnabled(view != null)
                .streamViewType(view)
                .build();
        dynamodb.createTable(table -> table.tableName(names.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute -> attribute.attributeName(key).attributeType(ScalarAttributeType.S))
                .keySchema(element -> element.attributeName(key).keyType(KeyType.HASH))
                .streamSpecification(view == null ? null : stream));
    }

    private void assertCannotStart(String message) {
        assertThatExceptionOfType(CannotStart.class).isThrownBy(tables::check).withMessageContaining(message);
    }
}
