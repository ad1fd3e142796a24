package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.ColumnType.Simple;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Converts rows of one plan to the columns of a table. Pure. For one thread. */
final class RowConversion {

    /**
     * A column of the table.
     *
     * @param source its index in the plan, or -1
     * @param from its type in the plan
     * @param to its type in the table; empty where no value of a plan fits
     */
    private record Slot(String name, int source, @Nullable ColumnType from, Optional<ColumnType> to) {}

    private final List<Slot> slots = new ArrayList<>();
    private final int quality;
    private final int rescued;

    /** @throws StreamFailure of kind set-up where a column cannot be null, or one of Orderlake's has another type */
    RowConversion(String name, Schema table, TablePlan plan) {
        for (NestedField field : table.columns()) {
            int source = plan.indexOf(field.name());
            Column column = source < 0 ? null : plan.schema().get(source);
            slots.add(new Slot(
                    field.name(),
                    source,
                    column == null ? null : column.type(),
                    IcebergTypes.columnType(field.type())));
            refuse(field.isRequired(), name, "optional columns", field);
        }
        for (Column column : CdcColumns.ALL) {
            NestedField field = table.findField(column.name());
            boolean ours = field != null
                    && IcebergTypes.columnType(field.type())
                            .equals(IcebergTypes.columnType(IcebergTypes.of(column.type())));
            refuse(!ours, name, column.name() + " of type " + column.type().text(), field);
        }
        quality = indexOf(CdcColumns.QUALITY);
        rescued = indexOf(CdcColumns.RESCUED);
    }

    private static void refuse(boolean wrong, String table, String expected, @Nullable NestedField found) {
        if (wrong) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot append to table bronze." + table + ": expected " + expected + " but was " + found);
        }
    }

    private int indexOf(String column) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalStateException(column);
    }

    /** The values in the table's order. Values that do not fit are moved to {@code cdc_rescued} and flagged. */
    @Nullable Object[] convert(@Nullable Object[] row) {
        @Nullable Object[] converted = new @Nullable Object[slots.size()];
        List<Slot> misfits = new ArrayList<>();
        for (int i = 0; i < converted.length; i++) {
            Slot slot = slots.get(i);
            Object value = slot.source() < 0 ? null : row[slot.source()];
            if (value != null && slot.from() != null) {
                converted[i] = slot.to().isEmpty()
                        ? null
                        : ValueConversion.of(value, slot.from(), slot.to().get());
                if (converted[i] == null) {
                    misfits.add(slot);
                }
            }
        }
        if (!misfits.isEmpty()) {
            rescue(row, misfits, converted);
        }
        return converted;
    }

    private void rescue(@Nullable Object[] row, List<Slot> misfits, @Nullable Object[] converted) {
        List<Object> flags = new ArrayList<>();
        if (converted[quality] instanceof List<?> existing) {
            flags.addAll(existing);
        }
        StringBuilder members = new StringBuilder();
        for (Slot slot : misfits) {
            flags.add("misfit:" + slot.name());
            members.append(members.isEmpty() ? "" : ",")
                    .append(quoted(slot.name()))
                    .append(':')
                    .append(json(row[slot.source()], slot.from()));
        }
        converted[quality] = flags;
        converted[rescued] = spliced((String) converted[rescued], members);
    }

    /** Inserts the members into the text without parsing it: parsing would lose exact numbers. */
    private static String spliced(@Nullable String existing, CharSequence members) {
        String object = existing == null ? "{}" : existing.strip();
        String inner = object.substring(1, object.length() - 1).strip();
        return "{" + inner + (inner.isEmpty() ? "" : ",") + members + "}";
    }

    private static String json(@Nullable Object value, @Nullable ColumnType type) {
        if (value == null || type == null) {
            return "null";
        }
        if (value instanceof List<?> texts) {
            return "["
                    + String.join(
                            ",",
                            texts.stream().map(text -> quoted((String) text)).toList()) + "]";
        }
        boolean unquoted = type == Simple.LONG || type == Simple.BOOLEAN || type instanceof ColumnType.Decimal;
        String text = ValueConversion.text(value, type);
        return unquoted ? text : quoted(text);
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
    }
}
