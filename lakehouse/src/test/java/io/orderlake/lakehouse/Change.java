package io.orderlake.lakehouse;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.TableSpec;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change in a test: operation, key, position, and the columns that matter. */
public record Change(String op, String key, long position, Map<String, Object> columns) {

    public static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    public static Change insert(String key, long position) {
        return new Change("I", key, position, Map.of());
    }

    public static Change update(String key, long position) {
        return new Change("U", key, position, Map.of());
    }

    public static Change delete(String key, long position) {
        return new Change("D", key, position, Map.of());
    }

    /** The same change with one more column, of the row or of Orderlake. */
    public Change with(String column, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(columns);
        more.put(column, value);
        return new Change(op, key, position, more);
    }

    /** One second a position. */
    public Instant changedAt() {
        return START.plusSeconds(position);
    }

    @Nullable Object value(String column, TableSpec table) {
        if (columns.containsKey(column)) {
            return columns.get(column);
        }
        if (column.equals(table.key().get(0))) {
            return key;
        }
        return switch (column) {
            case CdcColumns.OP -> op;
            case CdcColumns.EVENT_ID -> "e-" + position;
            case CdcColumns.SOURCE -> "dynamodb";
            case CdcColumns.TABLE -> table.name();
            case CdcColumns.KEY -> "{\"" + table.key().get(0) + "\":\"" + key + "\"}";
            case CdcColumns.POSITION -> "000001-%040d".formatted(position);
            case CdcColumns.SOURCE_SHARD -> "shard-1";
            case CdcColumns.LANE -> 1L;
            case CdcColumns.CHANGED_AT, CdcColumns.RELAYED_AT, CdcColumns.TRANSFORMED_AT -> Timestamp.from(changedAt());
            case CdcColumns.CHANGED_COLUMNS, CdcColumns.QUALITY -> new String[0];
            case CdcColumns.REDRIVEN -> false;
            default -> null;
        };
    }
}
