package io.orderlake.launcher;

import io.orderlake.launcher.lake.Folders;
import io.orderlake.launcher.lake.LakeSql;
import io.orderlake.launcher.lake.ResultPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "query",
        description = "Runs SQL (DuckDB's) over the lake.",
        footer = {
            "",
            "Tables: one per table of the lake, such as orders, with a row per change;",
            "orders_json and orders_parquet by format; rejects.",
            "",
            "Example: ./orderlake query \"SELECT status, count(*) FROM orders GROUP BY status\""
        })
final class QueryCommand implements Callable<Integer> {

    @Mixin
    private Place place = new Place();

    @Parameters(paramLabel = "SQL", description = "The statement.")
    private String sql = "";

    @ArgGroup
    private Form form = new Form();

    private static final class Form {
        @Option(names = "--json", description = "Print a JSON array, one object a line.")
        private boolean json;

        @Option(names = "--csv", description = "Print CSV with a header.")
        private boolean csv;
    }

    @Override
    public Integer call() throws IOException {
        Path work = Files.createTempDirectory("orderlake-query");
        try (LakeSql lake = new LakeSql(place.lake(Progress.onError()), work)) {
            ResultPage page = form.json
                    ? ResultPage.json(System.out)
                    : form.csv ? ResultPage.csv(System.out) : ResultPage.aligned(System.out);
            lake.run(sql, page);
            page.end();
            return 0;
        } finally {
            Folders.delete(work);
        }
    }
}
