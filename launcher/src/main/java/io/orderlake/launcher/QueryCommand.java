package io.orderlake.launcher;

import io.orderlake.launcher.lake.AsOf;
import io.orderlake.launcher.lake.FolderCleanup;
import io.orderlake.launcher.lake.LakeSql;
import io.orderlake.launcher.lake.LayerViews;
import io.orderlake.launcher.lake.ResultPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "query",
        description = "Runs a SQL statement (DuckDB's dialect) on the lake.",
        footer = {
            "",
            "Tables: orders and the like have one row per change; orders_json and orders_parquet",
            "read one format; rejects has the changes that could not be processed; bronze.orders,",
            "silver.orders, gold.sales_daily and the like are the tables of the layers.",
            "",
            "Example: ./orderlake query \"SELECT status, count(*) FROM orders GROUP BY status\""
        })
final class QueryCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Parameters(paramLabel = "SQL", description = "SQL statement.")
    private String sql = "";

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "Read bronze, silver and gold as they were at this time: 2026-11-20T10:00:00Z,"
                    + " \"2026-11-20 10:00\", or 10m for ten minutes ago.")
    private @Nullable String asOf;

    @Option(
            names = "--catalog-option",
            paramLabel = "K=V",
            split = ",",
            description = "Property of the Iceberg catalog, such as type=rest,uri=http://localhost:8181"
                    + " (default: the fleet's own; Glue under profile aws).")
    private Map<String, String> catalogOptions = new LinkedHashMap<>();

    @ArgGroup
    private Form form = new Form();

    private static final class Form {
        @Option(names = "--json", description = "Print a JSON array, one object a line.")
        private boolean json;

        @Option(names = "--csv", description = "Print CSV with a header.")
        private boolean csv;

        private ResultPage page() {
            if (json) {
                return ResultPage.json(System.out);
            }
            return csv ? ResultPage.csv(System.out) : ResultPage.aligned(System.out);
        }
    }

    @Override
    public Integer call() throws IOException {
        AsOf time = time();
        Path work = Files.createTempDirectory("orderlake-query");
        ConsoleProgress progress = ConsoleProgress.onError();
        LayerViews layers = new LayerViews(() -> options.layerTables(catalogOptions, work, progress), time);
        try (LakeSql lake = new LakeSql(() -> options.lake(progress), layers, work)) {
            ResultPage page = form.page();
            lake.run(sql, page);
            page.end();
            return 0;
        } finally {
            FolderCleanup.delete(work);
        }
    }

    private @Nullable AsOf time() {
        if (asOf == null) {
            return null;
        }
        try {
            return AsOf.of(asOf, Instant.now(), ZoneId.systemDefault());
        } catch (IllegalArgumentException wrong) {
            throw options.usageError(String.valueOf(wrong.getMessage()));
        }
    }
}
