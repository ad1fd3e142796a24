package io.orderlake.launcher;

import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description =
                "Runs once the comparison that the verifier service runs continuously: tables and their streams with"
                        + " ledger and landed objects, row by row in JSON and Parquet, and with the generator's journal.",
        footer = {
            "",
            "What counts, in the words of GET /proof:",
            "  missing           a change that was written but has not landed",
            "  duplicated        a change that landed once more",
            "  altered           a row that holds other values than its change",
            "  stale             a row that holds an older version",
            "  extra             a landed change that was never written",
            "  out_of_order      a row behind a later one of its key",
            "  object_gone, object_altered, object_unclaimed, claim_forged",
            "                    objects and claims that contradict the ledger",
            "  rejected          a change under errors/ that has not landed since (see redrive)",
            "",
            "What was not compared is listed as such. A count that depends on it is null, never",
            "0. Masked columns are judged by their form only: the key of the hash is the",
            "deployment's secret.",
            "",
            "What was committed before the start must land; the lake may take --wait to catch up",
            "(rows land a minute after they were written, unless set otherwise). The time to",
            "read streams and claims does not count. What is written later may land or not, so",
            "the fleet may run meanwhile.",
            "",
            "Exit code 0 if all but rejected are 0 and every change up to the start is proven.",
            "A stream keeps its changes for 24 hours. An older change is proven only through its",
            "row: the table has the values that the row's last change in the lake has, and the",
            "journal, if there is one, names no write that did not land. An older change that",
            "was lost and that a later one of its row hides is not found. Rows that no stream",
            "contains any more are counted under not compared."
        })
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(names = "--json", description = "Print one JSON object on one line; progress goes to standard error.")
    private boolean json;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "90",
            description = "How long the lake may take to catch up, once it has been read (default: 90).")
    private int patience;

    @Option(names = "--tables", paramLabel = "FILE", description = "Tables to compare (default: the running fleet's).")
    private @Nullable Path tables;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "The generator's journal (default: the running fleet's).")
    private @Nullable Path journal;

    @Override
    public Integer call() {
        if (patience < 0) {
            throw options.usageError("Cannot use --wait " + patience + ": expected 0 or more seconds");
        }
        ConsoleProgress progress = json ? ConsoleProgress.onError() : ConsoleProgress.onOutput();
        Optional<FleetState> fleet = options.fleet();
        Verify.Scope scope = new Verify.Scope(
                tables == null ? path(fleet.map(FleetState::tables)) : TablesOption.checked(tables, options),
                journal == null ? path(fleet.map(FleetState::journal)) : checked(journal),
                fleet.map(FleetState::formats).orElse(List.of()),
                Duration.ofSeconds(patience));
        VerifyReport report = new Verify(scope, options.endpoints(), progress).run();
        System.out.println(json ? report.json() : String.join("\n", report.lines()));
        return report.agrees() ? 0 : 1;
    }

    private Path checked(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw options.usageError("Cannot read the journal " + file + ": no such file");
        }
        return file;
    }

    private static @Nullable Path path(Optional<String> text) {
        return text.map(Path::of).orElse(null);
    }
}
