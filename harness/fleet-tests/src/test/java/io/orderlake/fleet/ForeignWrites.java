package io.orderlake.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Writes the rows of {@code foreign-writes.yml} into DynamoDB, past the REST API. The key of each row begins with the name of
 * its case.
 */
final class ForeignWrites {

    static final String ORDERS = "CustomerOrders";
    static final String PARCELS = "Parcels";

    private static final String FILE = "/foreign-writes.yml";

    private final DynamoDbClient dynamodb;

    ForeignWrites(DynamoDbClient dynamodb) {
        this.dynamodb = dynamodb;
    }

    void createParcels() {
        dynamodb.createTable(table -> table.tableName(PARCELS)
                .attributeDefinitions(
                        a -> a.attributeName("depot").attributeType(ScalarAttributeType.S),
                        a -> a.attributeName("number").attributeType(ScalarAttributeType.N))
                .keySchema(
                        k -> k.attributeName("depot").keyType(KeyType.HASH),
                        k -> k.attributeName("number").keyType(KeyType.RANGE))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        dynamodb.waiter().waitUntilTableExists(table -> table.tableName(PARCELS));
    }

    void writeAll() throws IOException {
        try (InputStream file = Objects.requireNonNull(ForeignWrites.class.getResourceAsStream(FILE))) {
            JsonNode tables = new YAMLMapper().readTree(file);
            for (String table : new String[] {ORDERS, PARCELS}) {
                tables.path(table).properties().forEach(named -> writeCase(table, named.getKey(), named.getValue()));
            }
        }
    }

    /** Overwrites one order of the order writer with an item without a version, and deletes another order. */
    void overwriteAndDelete() {
        List<Map<String, AttributeValue>> orders = dynamodb.scan(
                        scan -> scan.tableName(ORDERS).limit(2))
                .items();
        Map<String, AttributeValue> overwritten = new HashMap<>(orders.get(0));
        overwritten.remove("version");
        overwritten.put("status", AttributeValue.fromS("shipped elsewhere"));
        dynamodb.putItem(put -> put.tableName(ORDERS).item(overwritten));
        dynamodb.deleteItem(delete -> delete.tableName(ORDERS)
                .key(Map.of("order_id", Objects.requireNonNull(orders.get(1).get("order_id")))));
    }

    private void writeCase(String table, String name, JsonNode rows) {
        int number = 0;
        for (JsonNode states : rows) {
            writeRow(table, key(table, name, ++number), states);
        }
    }

    private void writeRow(String table, Map<String, AttributeValue> key, JsonNode states) {
        boolean exists = false;
        for (JsonNode state : states) {
            Map<String, AttributeValue> item = new HashMap<>(key);
            item.putAll(TypedItem.of(state));
            key.keySet().forEach(name -> key.put(name, Objects.requireNonNull(item.get(name))));
            exists = !state.isNull();
            write(table, key, exists ? item : Map.of());
        }
        if (exists) {
            // An update without an expression changes nothing.
            dynamodb.updateItem(update -> update.tableName(table).key(key));
        }
    }

    private void write(String table, Map<String, AttributeValue> key, Map<String, AttributeValue> item) {
        if (item.isEmpty()) {
            dynamodb.deleteItem(delete -> delete.tableName(table).key(key));
        } else {
            dynamodb.putItem(put -> put.tableName(table).item(item));
        }
    }

    private static Map<String, AttributeValue> key(String table, String name, int number) {
        return table.equals(ORDERS)
                ? new HashMap<>(Map.of("order_id", AttributeValue.fromS(name + "-" + number)))
                : new HashMap<>(Map.of(
                        "depot", AttributeValue.fromS(name), "number", AttributeValue.fromN(Integer.toString(number))));
    }
}
