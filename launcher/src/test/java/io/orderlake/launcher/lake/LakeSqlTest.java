package io.orderlake.launcher.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.launcher.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeSqlTest {

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void twoChangesAndAReject() throws IOException {
        Path rows = Files.createDirectories(folder.resolve("landing/json/orders/order_date=2026-11-20"));
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(rows.resolve("a.json.gz")))) {
            gzip.write("""
                    {"order_id":"o-1","total":10.50,"note":"a, \\"b\\"","cdc_changed_columns":["total","note"]}
                    {"order_id":"o-2","total":null,"note":null,"cdc_changed_columns":[]}
                    """.getBytes(StandardCharsets.UTF_8));
        }
        Path errors = Files.createDirectories(folder.resolve("errors/transform/date=2026-11-20"));
        Files.writeString(errors.resolve("r.jsonl"), "{\"cdc_reject_stage\":\"transform\"}\n");
    }

    @Test
    void alignsColumns() {
        assertThat(run("SELECT order_id, total FROM orders ORDER BY 1", ResultPage::aligned))
                .isEqualTo("""
                        order_id  total
                        o-1       10.5
                        o-2       -
                        """);
    }

    @Test
    void quotesCsv() {
        assertThat(run("SELECT order_id, note FROM orders_json ORDER BY 1", ResultPage::csv))
                .isEqualTo("order_id,note\no-1,\"a, \"\"b\"\"\"\no-2,\n");
    }

    @Test
    void keepsTypesInJson() {
        assertThat(run("SELECT order_id, total, cdc_changed_columns c FROM orders ORDER BY 1", ResultPage::json))
                .isEqualTo("""
                        [{"order_id":"o-1","total":10.5,"c":["total","note"]},
                        {"order_id":"o-2","total":null,"c":[]}]
                        """);
    }

    @Test
    void rejectsAreATable() {
        assertThat(run("SELECT cdc_reject_stage FROM rejects", ResultPage::csv)).endsWith("\ntransform\n");
    }

    @Test
    void anErrorListsTheTables() {
        assertThatThrownBy(() -> run("SELECT * FROM nothing", ResultPage::csv))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nothing")
                .hasMessageContaining("Tables: orders_json, orders, rejects")
                .hasMessageNotContaining("pending query");
    }

    @Test
    void anEmptyLakeHasNoRejects() {
        Lake empty = new Lake(folder.resolve("none"));
        try (LakeSql sql = new LakeSql(empty, folder)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            ResultPage page = ResultPage.csv(new PrintStream(text, true, StandardCharsets.UTF_8));
            sql.run("SELECT count(*) AS n FROM rejects", page);
            page.end();
            assertThat(text.toString(StandardCharsets.UTF_8)).isEqualTo("n\n0\n");
        }
    }

    private String run(String query, Function<PrintStream, ResultPage> form) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (LakeSql sql = new LakeSql(new Lake(folder), folder)) {
            ResultPage page = form.apply(new PrintStream(text, true, StandardCharsets.UTF_8));
            sql.run(query, page);
            page.end();
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
