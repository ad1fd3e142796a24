package io.orderlake.lakewriter.row;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.claim.TablePlan;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts a row's values to the types of its table's schema. Refuses values that do not fit without loss. */
public final class RowValues {

    private static final int MAX_YEAR = 9999;

    private RowValues() {}

    /**
     * The values in schema order, typed as {@link Outcome.Row} describes.
     *
     * @throws IllegalArgumentException where a value or a column does not fit; the message names it
     */
    public static @Nullable Object[] of(RowEvent row, TablePlan table) {
        List<Column> schema = table.schema();
        @Nullable Object[] values = new @Nullable Object[schema.size()];
        int known = 0;
        for (int i = 0; i < values.length; i++) {
            Column column = schema.get(i);
            if (column.name().startsWith(CdcColumns.PREFIX)) {
                values[i] = cdcValue(row, column.name());
            } else {
                known += row.content().columns().containsKey(column.name()) ? 1 : 0;
                values[i] = typed(row.content().columns().get(column.name()), column);
            }
        }
        if (known != row.content().columns().size()) {
            throw new IllegalArgumentException(unknownColumn(row, table));
        }
        return values;
    }

    private static @Nullable Object cdcValue(RowEvent row, String column) {
        return switch (column) {
            case CdcColumns.OP -> row.op().code();
            case CdcColumns.EVENT_ID -> row.eventId();
            case CdcColumns.SOURCE -> row.source();
            case CdcColumns.TABLE -> row.table();
            case CdcColumns.KEY -> row.key();
            case CdcColumns.POSITION -> row.position().text();
            case CdcColumns.SOURCE_SHARD -> row.sourceShard();
            case CdcColumns.LANE -> (long) row.lane();
            case CdcColumns.CHANGED_AT -> row.changedAt().toEpochMilli();
            case CdcColumns.RELAYED_AT -> millis(row.relayedAt());
            case CdcColumns.TRANSFORMED_AT -> row.transformedAt().toEpochMilli();
            case CdcColumns.BEFORE -> row.content().before();
            case CdcColumns.CHANGED_COLUMNS -> row.content().changedColumns();
            case CdcColumns.QUALITY -> row.content().quality();
            case CdcColumns.RESCUED -> row.content().rescued();
            case CdcColumns.REDRIVEN -> row.redriven();
            default -> null;
        };
    }

    private static @Nullable Object typed(@Nullable Object value, Column column) {
        if (value == null) {
            return null;
        }
        try {
            return column.type() instanceof ColumnType.Decimal decimal
                    ? decimal(value, decimal)
                    : simple(value, (ColumnType.Simple) column.type());
        } catch (ArithmeticException | ClassCastException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot land column " + column.name() + ": expected "
                            + column.type().text() + " but was " + value,
                    e);
        }
    }

    private static Object simple(Object value, ColumnType.Simple type) {
        return switch (type) {
            case STRING, JSON -> (String) value;
            case LONG -> value instanceof BigDecimal number ? (Object) number.longValueExact() : (Long) value;
            case BOOLEAN -> (Boolean) value;
            case DATE -> days((String) value);
            case TIMESTAMP -> exactMillis(Instant.parse((String) value));
            case BINARY -> Base64.getDecoder().decode((String) value);
            case STRINGS -> (List<?>) value;
        };
    }

    private static BigDecimal decimal(Object value, ColumnType.Decimal type) {
        BigDecimal number = value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
        BigDecimal scaled = number.setScale(type.scale());
        if (scaled.precision() > type.precision()) {
            throw new ArithmeticException("too many digits");
        }
        return scaled;
    }

    private static int days(String text) {
        LocalDate date = LocalDate.parse(text);
        if (date.getYear() < 0 || date.getYear() > MAX_YEAR) {
            throw new DateTimeException("engines cannot read such a year");
        }
        return Math.toIntExact(date.toEpochDay());
    }

    private static long exactMillis(Instant time) {
        long millis = time.toEpochMilli();
        if (!Instant.ofEpochMilli(millis).equals(time)) {
            throw new DateTimeException("more digits than milliseconds");
        }
        return millis;
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static String unknownColumn(RowEvent row, TablePlan table) {
        String unknown = row.content().columns().keySet().stream()
                .filter(name -> table.indexOf(name) < 0)
                .findFirst()
                .orElse("");
        return "Cannot land column " + unknown + ": table " + table.name() + " has no such column";
    }
}
