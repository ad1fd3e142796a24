package io.orderlake.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class OrderlakeTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {"demo", "chaos", "up", "down", "status", "logs", "verify", "tail", "query", "redrive", "images"})
    void everyCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: orderlake " + command, "--state=DIR");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "status", "values", "destroy"})
    void everyCommandOfAwsExplainsItself(String command) {
        assertThat(run("aws", command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: orderlake aws " + command, "--environment=NAME");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 90);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demos",
                "demo --orders=0",
                "demo --orders=many",
                "chaos --minutes=0",
                "chaos --rate=0",
                "up --silver=soon",
                "up --silver=0s",
                "up --silver=25h",
                "verify --wait=-1",
                "verify --journal=no-such-file",
                "verify --colour",
                "query",
                "query --json --csv x",
                "images --own-runtime --base x",
                "aws",
                "aws status --environment production",
                "aws deploy kitchen",
            })
    void aWrongCommandLineIsExitCodeTwo(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("orderlake: ").contains("--help");
    }

    @Test
    void aWrongTablesFileIsNamedBeforeAnythingStarts() throws Exception {
        Path tables = Files.writeString(folder.resolve("mine.yml"), "tables: { orders: { source: 5 } }");
        assertThat(run("up", "--state", folder.toString(), "--tables", tables.toString()))
                .as(err.toString())
                .isEqualTo(2);
        assertThat(err.toString()).contains("orders");
        assertThat(run(
                        "up",
                        "--state",
                        folder.toString(),
                        "--tables",
                        folder.resolve("none.yml").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("none.yml");
    }

    @Test
    void withoutAFleetTheErrorSaysHowToStartOne() {
        assertThat(run("redrive", "--state", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("./orderlake up").doesNotContain("\tat ");
    }

    @Test
    void silverIsRefusedWithoutALocalCatalog() {
        assertThat(run("up", "--state", folder.toString(), "--profile", "aws", "--silver"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Cannot use --silver here", "docs/lakehouse.md");
    }

    @Test
    void demoRefusesToRunOnAws() {
        assertThat(run("demo", "--profile", "aws")).isEqualTo(1);
        assertThat(err.toString()).contains("profile aws");
    }

    private int run(String... args) {
        CommandLine orderlake = Orderlake.commandLine();
        orderlake.setOut(new PrintWriter(out));
        orderlake.setErr(new PrintWriter(err));
        return orderlake.execute(args);
    }
}
