package io.orderlake.launcher;

import io.orderlake.launcher.fleet.Endpoints;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyReport;
import io.orderlake.stream.aws.AwsClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Command(
        name = "verify",
        description =
                "Compares source and lake row by row, from three independent witnesses: the generator's journal where"
                        + " there is one, the DynamoDB tables, and the landed objects of each format by itself.",
        footer = {
            "",
            "What counts (differences are summed over the formats):",
            "  missing       a change that was written but has not landed",
            "  duplicated    a row beyond the first for the same change",
            "  stale         a row that landed with other values than the source has",
            "  extra         a landed change that was never written",
            "  out_of_order  a change whose position contradicts its version",
            "  rejected      a change under errors/ that has not landed since (see redrive)",
            "",
            "Orders count their versions from 1 without a gap, a delete included, so every",
            "change is accounted for, and every version is compared with the journal. Rows of",
            "other tables are compared by their last state. Masked columns are judged by their",
            "form only: the key of the hash is the deployment's secret.",
            "",
            "Source and journal are read first, and the lake may take --wait to catch up with",
            "them (rows land a minute after they were written, unless set otherwise). What is",
            "written later may land or not, so the fleet may go on meanwhile.",
            "",
            "Exit code 0 if all but rejected are 0."
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
            description = "How long the lake may take to catch up (default: 90).")
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
        Endpoints endpoints = options.endpoints();
        Verify.Scope scope = new Verify.Scope(
                tables == null ? path(fleet.map(FleetState::tables)) : TablesOption.checked(tables, options),
                journal == null ? path(fleet.map(FleetState::journal)) : journal,
                fleet.map(FleetState::formats).orElse(List.of()),
                Duration.ofSeconds(patience));
        try (DynamoDbClient dynamodb = new AwsClients(endpoints.settings()).dynamodb()) {
            VerifyReport report = new Verify(scope, () -> options.lake(progress), dynamodb, progress).run();
            System.out.println(json ? report.json() : String.join("\n", report.lines()));
            return report.agrees() ? 0 : 1;
        }
    }

    private static @Nullable Path path(Optional<String> text) {
        return text.map(Path::of).orElse(null);
    }
}
