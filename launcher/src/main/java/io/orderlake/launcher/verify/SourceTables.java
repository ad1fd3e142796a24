package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.verify.WorkDatabase.Intake;
import io.orderlake.launcher.verify.WorkDatabase.Side;
import io.orderlake.proof.ItemText;
import io.orderlake.proof.TableShape;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The tables as they are in DynamoDB. */
record SourceTables(DynamoDbClient dynamodb) {

    /** Where order-writer remembers the versions of deleted orders. */
    private static final String VERSIONS = "CustomerOrderVersions";

    /** Fails if one of the tables does not exist. */
    void require(List<TableShape> tables) {
        for (TableShape table : tables) {
            try {
                dynamodb.describeTable(describe -> describe.tableName(table.source()));
            } catch (ResourceNotFoundException e) {
                throw new UserError(
                        "Cannot compare: table " + table.source() + " of " + table.name() + " does not exist", e);
            }
        }
    }

    /** Scans a table, and for orders what is remembered of the deleted ones. */
    void read(TableShape table, Intake intake) {
        try {
            for (Map<String, AttributeValue> item : items(table.source())) {
                Map<String, String> row = ItemText.row(table, item);
                intake.add(Side.SOURCE, table.name(), table.keyOf(row), row);
            }
            if (table.versioned()) {
                readDeleted(table, intake);
            }
        } catch (SdkException e) {
            throw new UserError("Cannot scan table " + table.source() + ": " + e.getMessage(), e);
        }
    }

    private void readDeleted(TableShape table, Intake intake) {
        try {
            for (Map<String, AttributeValue> item : items(VERSIONS)) {
                intake.add(Side.KNOWN, table.name(), table.keyOf(ItemText.row(table, item)), Map.of());
            }
        } catch (ResourceNotFoundException e) {
            return; // Another writer fills the table.
        }
    }

    private Iterable<Map<String, AttributeValue>> items(String name) {
        return dynamodb.scanPaginator(scan -> scan.tableName(name).consistentRead(true))
                .items();
    }
}
