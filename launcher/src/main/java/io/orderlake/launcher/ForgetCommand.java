package io.orderlake.launcher;

import io.orderlake.contract.Person;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.launcher.fleet.Endpoints;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.LakehouseRun;
import io.orderlake.launcher.fleet.Service;
import io.orderlake.launcher.forget.Drained;
import io.orderlake.launcher.forget.ForgetReport;
import io.orderlake.launcher.forget.ForgetReport.Pass;
import io.orderlake.launcher.forget.ForgetService;
import io.orderlake.launcher.forget.Lakehouse;
import io.orderlake.launcher.forget.RemainingRows;
import io.orderlake.launcher.forget.SourceRows;
import io.orderlake.launcher.forget.SparkLakehouse;
import io.orderlake.launcher.lake.Folders;
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
        description = "Takes a person out of every layer of the lake, and searches all of it again.",
        footer = {
            "",
            "Whose rows those are, the column \"person\" of tables.yml says. Delete them at the",
            "source first: a change that comes after this would bring the person back.",
            "A row of the person keeps its key and its place among the changes; docs/erasure.md",
            "says what stays, and what is not reached. May be killed, and run again.",
            "",
            "Exit code 0 only if nothing names the person any more."
        })
final class ForgetCommand implements Callable<Integer> {

    private static final int SHOWN_KEYS = 10;

    @Mixin
    private Place place = new Place();

    @Option(names = "--customer", required = true, paramLabel = "ID", description = "The person's id.")
    private String customer = "";

    @Option(names = "--even-in-source", description = "Go on where the source still has rows of the person.")
    private boolean evenInSource;

    @Option(names = "--json", description = "Print one JSON object on one line; progress goes to standard error.")
    private boolean json;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long what is under way may take to land (default: 120).")
    private int patience;

    @Override
    public Integer call() throws IOException {
        if (customer.isBlank()) {
            throw place.wrong("Cannot use --customer: expected the id of a person but was nothing");
        }
        if (patience < 0) {
            throw place.wrong("Cannot use --wait " + patience + ": expected 0 or more seconds");
        }
        FleetState fleet = place.runningFleet();
        Endpoints endpoints = place.endpoints();
        Progress progress = json ? Progress.onError() : Progress.onOutput();
        Tables tables = tables(fleet.tables());
        Person person = new Person(customer);
        try (DynamoDbClient dynamodb = new AwsClients(endpoints.settings()).dynamodb()) {
            refuseIfAtSource(new SourceRows(dynamodb, tables).of(person));
            new Drained(dynamodb).await(Duration.ofSeconds(patience), progress);
        }
        int port = fleet.member(Service.LAKE_WRITER).orElseThrow().port();
        ForgetService service = new ForgetService(port, progress);
        Pass erased = service.pass(person);
        Map<String, Long> lakehouse = lakehouse(fleet, progress).forget(person);
        Pass proof = service.pass(person);
        ForgetReport report =
                new ForgetReport(erased, lakehouse, proof, remaining(person, tables, endpoints, progress));
        System.out.println(json ? report.json() : String.join("\n", report.lines()));
        return report.isComplete() ? 0 : 1;
    }

    private void refuseIfAtSource(List<String> rows) {
        if (rows.isEmpty() || evenInSource) {
            return;
        }
        List<String> shown = rows.subList(0, Math.min(SHOWN_KEYS, rows.size()));
        throw new UserError("Cannot forget: the source still has " + rows.size() + " rows of the person ("
                + String.join(", ", shown) + (rows.size() > SHOWN_KEYS ? ", …" : "")
                + "). Delete them there first, or go on by --even-in-source");
    }

    private Map<String, Long> remaining(Person person, Tables tables, Endpoints endpoints, Progress progress)
            throws IOException {
        Path work = Files.createTempDirectory("orderlake-forget");
        try {
            return new RemainingRows(tables, work).of(person, place.lake(progress), bucket(endpoints));
        } finally {
            Folders.delete(work);
        }
    }

    private static @Nullable Path bucket(Endpoints endpoints) {
        String folder = endpoints.bucketFolder();
        return folder == null ? null : Path.of(folder);
    }

    private Lakehouse lakehouse(FleetState fleet, Progress progress) {
        if (fleet.endpoints().catalog() == null) {
            System.err.println(
                    "Bronze, silver and gold are not reached from here: run the lakehouse's job forget, then this"
                            + " again (docs/erasure.md)");
            return person -> Map.of();
        }
        return new SparkLakehouse(new LakehouseRun(place.home(), place.state(), progress), fleet);
    }

    private static Tables tables(@Nullable String file) {
        try {
            return file == null ? TablesFile.shipped() : TablesFile.read(Path.of(file));
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }
}
