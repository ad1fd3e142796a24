package io.orderlake.proof.source;

import io.orderlake.proof.ItemText;
import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.TableShape;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The rows of a DynamoDB table. */
public final class DynamoTableRows implements TableRows {

    private static final double ROWS_PER_UNIT = 8;

    private final DynamoDbClient dynamodb;
    private final TableFingerprints fingerprints;
    private final TableShape shape;

    public DynamoTableRows(DynamoDbClient dynamodb, TableFingerprints fingerprints) {
        this.dynamodb = dynamodb;
        this.fingerprints = fingerprints;
        this.shape = fingerprints.table();
    }

    @Override
    public String table() {
        return shape.name();
    }

    @Override
    public Scan scan() {
        return new PagedScan();
    }

    private final class PagedScan implements Scan {
        private @Nullable Map<String, AttributeValue> from;

        @Override
        public Page next(int limit) {
            try {
                return page(limit);
            } catch (ResourceNotFoundException notYet) {
                return new Page(List.of(), 0, true);
            }
        }

        private Page page(int limit) {
            ScanResponse response = dynamodb.scan(ScanRequest.builder()
                    .tableName(shape.source())
                    .exclusiveStartKey(from)
                    .limit(limit)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .build());
            List<Row> rows =
                    response.items().stream().map(DynamoTableRows.this::row).toList();
            from = response.lastEvaluatedKey().isEmpty() ? null : response.lastEvaluatedKey();
            double units = response.consumedCapacity() == null
                    ? rows.size() / ROWS_PER_UNIT
                    : response.consumedCapacity().capacityUnits();
            return new Page(rows, Math.max(units, 1 / ROWS_PER_UNIT), from == null);
        }
    }

    private Row row(Map<String, AttributeValue> item) {
        Map<String, String> row = ItemText.row(shape, item);
        return new Row(shape.keyOf(row), fingerprints.ofSource(row));
    }

    @Override
    public Optional<RowFingerprint> readRow(String key) {
        Map<String, AttributeValue> keys = new HashMap<>();
        List<String> parts = shape.keyParts(key);
        for (int i = 0; i < parts.size(); i++) {
            String column = shape.key().get(i);
            keys.put(column, keyValue(shape.typeOf(column), parts.get(i)));
        }
        Map<String, AttributeValue> item = dynamodb.getItem(
                        get -> get.tableName(shape.source()).key(keys).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(row(item).fingerprint());
    }

    private static AttributeValue keyValue(String type, String text) {
        if (type.equals("binary")) {
            return AttributeValue.fromB(
                    SdkBytes.fromByteArray(Base64.getDecoder().decode(text)));
        }
        return type.equals("long") || type.startsWith("decimal")
                ? AttributeValue.fromN(text)
                : AttributeValue.fromS(text);
    }
}
