package io.orderlake.lakewriter.row;

import io.orderlake.contract.ColumnType;
import io.orderlake.contract.PartitionFolder;
import io.orderlake.contract.Partitioning;
import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.claim.TablePlan;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a row below its table's folder, in Hive's form {@code column=value}. They follow from the change's own data
 * and time alone, so that a replay lands in the same folder.
 */
final class RowFolder {

    private RowFolder() {}

    static String of(RowEvent row, TablePlan table, @Nullable Object[] values) {
        Partitioning partitioning = table.partitioning();
        int index = table.indexOf(partitioning.column());
        @Nullable Object value = index < 0 ? null : values[index];
        @Nullable ColumnType type = index < 0 ? null : table.schema().get(index).type();
        String column = partitioning.column();
        return switch (partitioning.scheme()) {
            case DATE -> PartitionFolder.date(column, date(row, type, value));
            case HOUR -> PartitionFolder.hour(column, date(row, type, value), hour(row, type, value));
            case VALUE -> PartitionFolder.value(column, text(row, type, value), dateOf(row.changedAt()));
        };
    }

    private static LocalDate date(RowEvent row, @Nullable ColumnType type, @Nullable Object value) {
        if (value != null && type == ColumnType.Simple.DATE) {
            return LocalDate.ofEpochDay((Integer) value);
        }
        if (value instanceof String text) {
            return dateOf(text, row);
        }
        return dateOf(time(row, type, value));
    }

    private static LocalDate dateOf(String text, RowEvent row) {
        try {
            return LocalDate.parse(text.substring(0, Math.min(text.length(), 10)));
        } catch (DateTimeException e) {
            return dateOf(row.changedAt());
        }
    }

    private static int hour(RowEvent row, @Nullable ColumnType type, @Nullable Object value) {
        return time(row, type, value).atOffset(ZoneOffset.UTC).getHour();
    }

    private static Instant time(RowEvent row, @Nullable ColumnType type, @Nullable Object value) {
        return value != null && type == ColumnType.Simple.TIMESTAMP
                ? Instant.ofEpochMilli((Long) value)
                : row.changedAt();
    }

    /** Empty where the row has no value. */
    private static String text(RowEvent row, @Nullable ColumnType type, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        boolean isTime = type == ColumnType.Simple.DATE || type == ColumnType.Simple.TIMESTAMP;
        return isTime ? date(row, type, value).toString() : value.toString();
    }

    private static LocalDate dateOf(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
