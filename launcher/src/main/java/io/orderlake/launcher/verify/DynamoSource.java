package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.verify.Evidence.Testimony;
import io.orderlake.launcher.verify.Evidence.Witness;
import io.orderlake.proof.ItemText;
import io.orderlake.proof.TableShape;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The tables as they stand in DynamoDB. */
final class DynamoSource {

    /** Where order-writer remembers the versions of deleted orders. */
    private static final String VERSIONS = "CustomerOrderVersions";

    private static final String VERSION = "version";

    private final DynamoDbClient dynamodb;

    DynamoSource(DynamoDbClient dynamodb) {
        this.dynamodb = dynamodb;
    }

    /** Scans a table, and for orders what is remembered of the deleted ones. */
    void read(TableShape table, Evidence.Intake intake) {
        try {
            scan(table, intake);
            if (table.versioned()) {
                scanDeleted(table, intake);
            }
        } catch (SdkException e) {
            throw new UserError("Cannot scan table " + table.source() + ": " + e.getMessage(), e);
        }
    }

    /** One row as it stands now. */
    SourceState look(TableShape table, String key) {
        Map<String, AttributeValue> keys = new HashMap<>();
        String[] parts = key.split("\u001f", -1);
        for (int i = 0; i < parts.length; i++) {
            String column = table.key().get(i);
            keys.put(column, keyValue(table.typeOf(column), parts[i]));
        }
        Map<String, AttributeValue> item = dynamodb.getItem(
                        get -> get.tableName(table.source()).key(keys).consistentRead(true))
                .item();
        if (!item.isEmpty()) {
            Map<String, String> row = ItemText.row(table, item);
            return new SourceState.Present(version(table, row), row);
        }
        return table.versioned() ? remembered(keys) : new SourceState.Absent();
    }

    private SourceState remembered(Map<String, AttributeValue> keys) {
        try {
            Map<String, AttributeValue> item = dynamodb.getItem(
                            get -> get.tableName(VERSIONS).key(keys).consistentRead(true))
                    .item();
            return item.isEmpty() ? new SourceState.Absent() : new SourceState.Deleted(lastVersion(item));
        } catch (ResourceNotFoundException e) {
            return new SourceState.Absent();
        }
    }

    private void scan(TableShape table, Evidence.Intake intake) {
        for (Map<String, AttributeValue> item : items(table.source())) {
            Map<String, String> row = ItemText.row(table, item);
            long version = version(table, row);
            intake.add(new Testimony(Witness.SOURCE, table.name(), table.keyOf(row), "", version, "", "", null, row));
        }
    }

    private void scanDeleted(TableShape table, Evidence.Intake intake) {
        try {
            for (Map<String, AttributeValue> item : items(VERSIONS)) {
                String key = table.keyOf(ItemText.row(table, item));
                intake.add(new Testimony(
                        Witness.DELETED, table.name(), key, "", lastVersion(item), "D", "", null, Map.of()));
            }
        } catch (ResourceNotFoundException e) {
            // Another writer fills the table: then a row that is gone has to end with a delete, at whatever version.
            return;
        }
    }

    private Iterable<Map<String, AttributeValue>> items(String name) {
        return dynamodb.scanPaginator(scan -> scan.tableName(name).consistentRead(true))
                .items();
    }

    private static long version(TableShape table, Map<String, String> row) {
        return table.versioned() ? Long.parseLong(row.getOrDefault(VERSION, "0")) : 0;
    }

    private static long lastVersion(Map<String, AttributeValue> item) {
        AttributeValue version = item.get("last_version");
        return version == null || version.n() == null ? 0 : Long.parseLong(version.n());
    }

    private static AttributeValue keyValue(String type, String text) {
        if (type.equals("long") || type.startsWith("decimal")) {
            return AttributeValue.fromN(text);
        }
        return AttributeValue.fromS(text);
    }
}
