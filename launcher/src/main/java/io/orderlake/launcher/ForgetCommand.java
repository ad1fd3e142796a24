package io.orderlake.launcher;

import io.orderlake.contract.Person;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.launcher.fleet.Endpoints;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.LakehouseRun;
import io.orderlake.launcher.forget.ForgetClient;
import io.orderlake.launcher.forget.ForgetReport;
import io.orderlake.launcher.forget.ForgetReport.Pass;
import io.orderlake.launcher.forget.LakehouseErasure;
import io.orderlake.launcher.forget.PipelineDrain;
import io.orderlake.launcher.forget.RemainingRows;
import io.orderlake.launcher.forget.SourceRows;
import io.orderlake.launcher.forget.SparkErasure;
import io.orderlake.launcher.lake.FolderCleanup;
import io.orderlake.stream.aws.AwsClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Command(
        name = "forget",
        description = "Erases a person from every layer of the lake, then searches all of it again.",
        footer = {
            "",
            "tables.yml names the column that identifies the person (\"person\"). Delete the rows at",
            "the source first: a later change would bring the person back. A row of the person",
            "keeps its key and its position; docs/erasure.md lists what stays and what is not",
            "reached. If the command is interrupted, run it again.",
            "",
            "Exit code 0 only if nothing in the lake names the person any more."
        })
final class ForgetCommand implements Callable<Integer> {

    private static final int SHOWN_KEYS = 10;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(names = "--customer", required = true, paramLabel = "ID", description = "The person's id.")
    private String customer = "";

    @Option(names = "--even-in-source", description = "Continue even if the source still has rows of the person.")
    private boolean evenInSource;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long changes in the pipeline may take to land (default: 120).")
    private int waitSeconds;

    @Override
    public Integer call() throws IOException {
        if (customer.isBlank()) {
            throw options.usageError("Cannot use --customer: expected the id of a person but was empty");
        }
        if (waitSeconds < 0) {
            throw options.usageError("Cannot use --wait " + waitSeconds + ": expected 0 or more seconds");
        }
        ConsoleProgress progress = json.progress();
        ForgetReport report = forget(options.runningFleet(), new Person(customer), progress);
        json.print(report::json, report::lines);
        return report.isComplete() ? 0 : 1;
    }

    private ForgetReport forget(FleetState fleet, Person person, ConsoleProgress progress) throws IOException {
        Endpoints endpoints = options.endpoints();
        Tables tables = tables(fleet.tables());
        try (DynamoDbClient dynamodb = new AwsClients(endpoints.settings()).dynamodb()) {
            requireDeletedAtSource(new SourceRows(dynamodb, tables).of(person));
            new PipelineDrain(dynamodb).await(Duration.ofSeconds(waitSeconds), progress);
        }
        int port = fleet.member(FleetService.LAKE_WRITER).orElseThrow().port();
        ForgetClient service = new ForgetClient(port, progress);
        Pass erased = service.pass(person);
        Map<String, Long> lakehouse = lakehouse(fleet, progress).forget(person);
        Pass proof = service.pass(person);
        return new ForgetReport(erased, lakehouse, proof, remaining(person, tables, endpoints, progress));
    }

    private void requireDeletedAtSource(List<String> rows) {
        if (rows.isEmpty() || evenInSource) {
            return;
        }
        List<String> shown = rows.subList(0, Math.min(SHOWN_KEYS, rows.size()));
        throw new UserError("Cannot forget: the source still has " + rows.size() + " rows of the person ("
                + String.join(", ", shown) + (rows.size() > SHOWN_KEYS ? ", …" : "")
                + "). Delete them there first, or continue with --even-in-source");
    }

    private Map<String, Long> remaining(Person person, Tables tables, Endpoints endpoints, ConsoleProgress progress)
            throws IOException {
        Path work = Files.createTempDirectory("orderlake-forget");
        try {
            return new RemainingRows(tables, work).of(person, options.lake(progress), bucket(endpoints));
        } finally {
            FolderCleanup.delete(work);
        }
    }

    private static @Nullable Path bucket(Endpoints endpoints) {
        String folder = endpoints.bucketFolder();
        return folder == null ? null : Path.of(folder);
    }

    private LakehouseErasure lakehouse(FleetState fleet, ConsoleProgress progress) {
        if (fleet.endpoints().catalog() == null) {
            System.err.println(
                    "This command cannot reach bronze, silver and gold of this fleet: run the lakehouse job forget,"
                            + " then run this command again (docs/erasure.md)");
            return person -> Map.of();
        }
        return new SparkErasure(new LakehouseRun(options.home(), options.state(), progress), fleet);
    }

    private static Tables tables(@Nullable String file) {
        try {
            return file == null ? TablesFile.shipped() : TablesFile.read(Path.of(file));
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }
}
