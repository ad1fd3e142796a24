package io.orderlake.lakewriter.landing;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Erasure;
import io.orderlake.contract.Erasure.Verdict;
import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakewriter.claim.TablePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows without a person, for formats that store values.
 *
 * @param rows the values of the rows that are left, in the order of the table's columns
 * @param found how many rows named the person
 * @param erased how many of the rows that are left are marked as erased
 */
public record ErasedRows(List<@Nullable Object[]> rows, int found, int erased) {

    /** @param plan the columns of the rows; {@code rows} are changed in place */
    public static ErasedRows of(TablePlan plan, List<@Nullable Object[]> rows, TableSpec table, Person person) {
        List<@Nullable Object[]> left = new ArrayList<>();
        int found = 0;
        int erased = 0;
        for (@Nullable Object[] row : rows) {
            Verdict verdict = Erasure.of(name -> value(row, plan, name), table, person);
            found += verdict instanceof Verdict.Keep ? 0 : 1;
            if (!(verdict instanceof Verdict.Remove)) {
                erase(row, plan, table, verdict);
                erased += Erasure.isErased(flags(row, plan)) ? 1 : 0;
                left.add(row);
            }
        }
        return new ErasedRows(left, found, erased);
    }

    private static @Nullable Object value(@Nullable Object[] row, TablePlan plan, String name) {
        int index = plan.indexOf(name);
        return index < 0 ? null : row[index];
    }

    private static void erase(@Nullable Object[] row, TablePlan plan, TableSpec table, Verdict verdict) {
        List<String> flags = flags(row, plan);
        for (int i = 0; i < row.length; i++) {
            String column = plan.schema().get(i).name();
            if (verdict instanceof Verdict.Blank) {
                row[i] = blanked(row[i], column, table);
            } else if (verdict instanceof Verdict.Cut cut) {
                row[i] = cut(row[i], column, cut, flags);
            }
        }
    }

    private static @Nullable Object blanked(@Nullable Object value, String column, TableSpec table) {
        return switch (column) {
            case CdcColumns.QUALITY -> List.of(Erasure.FLAG);
            case CdcColumns.CHANGED_COLUMNS -> List.of();
            case CdcColumns.BEFORE, CdcColumns.RESCUED -> null;
            default -> column.startsWith(CdcColumns.PREFIX) || table.key().contains(column) ? value : null;
        };
    }

    private static @Nullable Object cut(@Nullable Object value, String column, Verdict.Cut cut, List<String> flags) {
        if (column.equals(CdcColumns.QUALITY)) {
            return Erasure.flags(flags, cut.columns());
        }
        return cut.columns().contains(column) ? null : value;
    }

    private static List<String> flags(@Nullable Object[] row, TablePlan plan) {
        return value(row, plan, CdcColumns.QUALITY) instanceof List<?> flags
                ? flags.stream().map(String::valueOf).toList()
                : List.of();
    }
}
