package io.orderlake.lakewriter.forget;

import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.LandedRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of Parquet, decoded without the ledger.
 *
 * @param rows each row's values in the order of the table's columns
 */
record ParquetContents(TablePlan table, List<@Nullable Object[]> rows) {

    /** @throws IllegalArgumentException where the bytes are no such object */
    static ParquetContents of(byte[] bytes) {
        try {
            TablePlan table = LandedRows.tableOf(bytes);
            List<@Nullable Object[]> rows = new ArrayList<>();
            LandedRows.read("parquet", bytes, table, rows::add);
            return new ParquetContents(table, rows);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Cannot read Parquet: " + e.getMessage(), e);
        }
    }
}
