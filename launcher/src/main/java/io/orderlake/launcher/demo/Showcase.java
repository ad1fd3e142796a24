package io.orderlake.launcher.demo;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.FolderCleanup;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.LakeObject;
import io.orderlake.launcher.lake.LakeSql;
import io.orderlake.launcher.lake.ResultPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints examples of what has landed: some rows and some objects. */
final class Showcase {

    private static final String SAMPLE =
            "SELECT order_id, cdc_op, version, product_name, quantity, price, total, status,"
                    + " order_date, cdc_changed_columns FROM orders WHERE order_id IN (SELECT order_id FROM orders GROUP BY 1"
                    + " ORDER BY count(*) DESC, 1 LIMIT 1) ORDER BY cdc_position LIMIT 3";
    private static final int SHOWN_OBJECTS = 8;

    private final Lake lake;
    private final ConsoleProgress progress;

    Showcase(Lake lake, ConsoleProgress progress) {
        this.lake = lake;
        this.progress = progress;
    }

    void show() {
        List<LakeObject> objects = lake.objects();
        if (objects.isEmpty()) {
            progress.line("Nothing has landed");
            return;
        }
        progress.line("");
        progress.line("Three rows (./orderlake query):");
        rows(lake, SAMPLE).forEach(line -> progress.line("  " + line));
        showObjects(objects);
    }

    private void showObjects(List<LakeObject> objects) {
        long bytes = objects.stream().mapToLong(LakeObject::bytes).sum();
        progress.line("");
        progress.line(String.format(Locale.ROOT, "%,d objects, %,d bytes:", objects.size(), bytes));
        int step = Math.max(1, objects.size() / SHOWN_OBJECTS);
        for (int i = 0; i < objects.size(); i += step) {
            LakeObject object = objects.get(i);
            progress.line(String.format(Locale.ROOT, "  %,9d  %s", object.bytes(), object.key()));
        }
        if (step > 1) {
            progress.line("  …");
        }
    }

    /** The result of a query as lines of text. */
    static List<String> rows(Lake lake, String query) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            Path work = Files.createTempDirectory("orderlake-demo");
            try (LakeSql sql = new LakeSql(lake, work)) {
                ResultPage page = ResultPage.aligned(new PrintStream(text, false, StandardCharsets.UTF_8));
                sql.run(query, page);
                page.end();
            } finally {
                FolderCleanup.delete(work);
            }
            return text.toString(StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UserError("Cannot show rows: " + e.getMessage(), e);
        }
    }
}
