package io.orderlake.launcher.demo;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.lake.Duck;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.LayerTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Table;

/** Prints examples from the layers: silver at two points in time, and a table of gold. */
final class LakehouseShowcase {

    private static final String BY_STATUS =
            "SELECT coalesce(status, 'none') AS status, count(*) AS orders FROM %s WHERE NOT cdc_deleted GROUP BY 1";
    private static final String THEN_AND_NOW =
            "SELECT status, coalesce(t.orders, 0) AS orders_then, coalesce(n.orders, 0) AS orders_now FROM ("
                    + BY_STATUS + ") t FULL JOIN (" + BY_STATUS + ") n USING (status) ORDER BY status";
    private static final String BEST_PRODUCTS =
            "SELECT product_name, product_category, currency, orders, units, revenue,"
                    + " cancellation_rate FROM %s ORDER BY revenue DESC, product_name, currency LIMIT 5";

    private final LayerTables tables;
    private final Lake lake;
    private final ConsoleProgress progress;

    LakehouseShowcase(LayerTables tables, Lake lake, ConsoleProgress progress) {
        this.tables = tables;
        this.lake = lake;
        this.progress = progress;
    }

    void show() {
        tables.table("silver", "orders").ifPresent(this::silver);
        List<Path> products = tables.files("gold", "product_performance");
        if (!products.isEmpty()) {
            progress.line("");
            progress.line("The products with the highest revenue (gold.product_performance):");
            print(String.format(Locale.ROOT, BEST_PRODUCTS, parquet(products)));
        }
    }

    private void silver(Table orders) {
        List<HistoryEntry> history = new ArrayList<>(orders.history());
        history.removeIf(entry -> tables.files(orders, entry.snapshotId()).isEmpty());
        if (history.isEmpty()) {
            return;
        }
        HistoryEntry last = history.get(history.size() - 1);
        progress.line("");
        if (history.size() == 1) {
            // On a slow machine everything has been written before the first merge.
            progress.line("silver.orders by status:");
            print(String.format(Locale.ROOT, BY_STATUS + " ORDER BY status", files(orders, last)));
        } else {
            thenAndNow(orders, history.get(0), last);
        }
    }

    private void thenAndNow(Table orders, HistoryEntry first, HistoryEntry last) {
        double between = (last.timestampMillis() - first.timestampMillis()) / 1000.0;
        progress.line(String.format(
                Locale.ROOT,
                "silver.orders by status, at its first snapshot and at its last, %.1f s later (./orderlake query --as-of):",
                between));
        print(String.format(Locale.ROOT, THEN_AND_NOW, files(orders, first), files(orders, last)));
    }

    private String files(Table orders, HistoryEntry at) {
        return parquet(tables.files(orders, at.snapshotId()));
    }

    private void print(String sql) {
        Showcase.rows(lake, sql).forEach(line -> progress.line("  " + line));
    }

    private static String parquet(List<Path> files) {
        String list =
                files.stream().map(file -> Duck.quoted(file.toString())).collect(Collectors.joining(",", "[", "]"));
        return "read_parquet(" + list + ", union_by_name = true, hive_partitioning = false)";
    }
}
