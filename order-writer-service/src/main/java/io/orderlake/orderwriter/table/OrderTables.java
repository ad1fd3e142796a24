package io.orderlake.orderwriter.table;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The tables and the change stream that the service needs. */
public final class OrderTables {

    private final DynamoDbClient dynamodb;
    private final OrderTableSettings tables;

    public OrderTables(DynamoDbClient dynamodb, OrderTableSettings tables) {
        this.dynamodb = dynamodb;
        this.tables = tables;
    }

    /** Creates missing tables in a local DynamoDB; existing tables are not changed. */
    public void createMissing() {
        createIfMissing(tables.name(), OrderItem.KEY, true);
        createIfMissing(tables.versions(), OrderItem.KEY, false);
        createIfMissing(tables.idempotency(), OrderTable.IDEMPOTENCY_KEY, false);
    }

    /** Throws {@link CannotStart} unless the tables are as the service needs them; changes nothing. */
    public void check() {
        checkStream(checkKey(tables.name(), OrderItem.KEY));
        checkKey(tables.versions(), OrderItem.KEY);
        checkKey(tables.idempotency(), OrderTable.IDEMPOTENCY_KEY);
    }

    private void createIfMissing(String table, String key, boolean streamed) {
        if (exists(table)) {
            return;
        }
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute -> attribute.attributeName(key).attributeType(ScalarAttributeType.S))
                .keySchema(element -> element.attributeName(key).keyType(KeyType.HASH));
        if (streamed) {
            request.streamSpecification(StreamSpecification.builder()
                    .streamEnabled(true)
                    .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                    .build());
        }
        try {
            dynamodb.createTable(request.build());
        } catch (ResourceInUseException e) {
            // Another instance that starts at the same time was first.
        }
        dynamodb.waiter().waitUntilTableExists(describe -> describe.tableName(table));
        if (table.equals(tables.idempotency())) {
            expire(table);
        }
    }

    private void expire(String table) {
        dynamodb.updateTimeToLive(update -> update.tableName(table)
                .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(OrderTable.EXPIRES_AT)));
    }

    private boolean exists(String table) {
        try {
            dynamodb.describeTable(describe -> describe.tableName(table));
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        } catch (SdkException e) {
            throw unreachable(e);
        }
    }

    private TableDescription checkKey(String table, String key) {
        TableDescription found = describe(table, key);
        List<KeySchemaElement> expected = List.of(KeySchemaElement.builder()
                .attributeName(key)
                .keyType(KeyType.HASH)
                .build());
        boolean string = found.attributeDefinitions().stream()
                .anyMatch(attribute ->
                        attribute.attributeName().equals(key) && attribute.attributeType() == ScalarAttributeType.S);
        if (!found.keySchema().equals(expected) || !string) {
            throw new CannotStart(
                    "Cannot use table " + table + ": expected " + key + " (string) as its only key but was "
                            + found.keySchema(),
                    "Set orderlake.order-table.* to tables that only this service uses.");
        }
        return found;
    }

    private TableDescription describe(String table, String key) {
        try {
            return dynamodb.describeTable(describe -> describe.tableName(table)).table();
        } catch (ResourceNotFoundException e) {
            throw new CannotStart(
                    "Cannot use table " + table + ": it does not exist",
                    "Create it with " + key
                            + " (string) as its only key. The service creates tables only if an"
                            + " AWS endpoint is set.");
        } catch (SdkException e) {
            throw unreachable(e);
        }
    }

    private static void checkStream(TableDescription table) {
        StreamSpecification stream = table.streamSpecification();
        boolean enabled = stream != null && Boolean.TRUE.equals(stream.streamEnabled());
        if (!enabled || stream.streamViewType() != StreamViewType.NEW_AND_OLD_IMAGES) {
            throw new CannotStart(
                    "Cannot use table " + table.tableName() + ": expected a stream with NEW_AND_OLD_IMAGES but "
                            + (enabled ? "its stream has " + stream.streamViewTypeAsString() : "its stream is off"),
                    "Turn the stream on with view type NEW_AND_OLD_IMAGES: without old images nobody can see what"
                            + " a change has changed.");
        }
    }

    private static CannotStart unreachable(SdkException e) {
        return new CannotStart(
                "Cannot describe the tables in DynamoDB: " + e.getMessage(),
                "Check orderlake.aws.endpoint (or orderlake.aws.dynamodb-endpoint), network, credentials and"
                        + " permissions.");
    }
}
