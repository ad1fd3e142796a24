package io.orderlake.launcher;

import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.FleetState.Member;
import io.orderlake.launcher.fleet.Http;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "trace",
        description =
                "Shows every change of a row: when it reached each stage and where it is stored there, and which changes are"
                        + " still in the pipeline.",
        footer = {
            "",
            "Positions in streams are shown while the streams retain the records.",
            "",
            "Exit code 1 if no change of the row is known."
        })
final class TraceCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 404;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Parameters(
            paramLabel = "ID",
            description = "Id of the order; for a composite key, both values separated by a slash.")
    private String id = "";

    @Option(names = "--table", paramLabel = "TABLE", defaultValue = "orders", description = "Table (default: orders).")
    private String table = "orders";

    @Option(names = "--json", description = "Print one JSON object on one line.")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode journey = journey(options.runningFleet());
        System.out.println(json ? journey.toString() : String.join("\n", lines(journey)));
        return 0;
    }

    private JsonNode journey(FleetState fleet) {
        Member verifier = fleet.member(FleetService.LAKE_VERIFIER)
                .orElseThrow(() -> new UserError(
                        "Cannot trace a row: this fleet has no lake-verifier, which records the changes"));
        Http.Answer answer = Http.get(verifier.port(), "/journey/" + encoded(table) + "/" + path(id));
        if (answer.status() == NOT_FOUND) {
            throw new UserError("No change of " + table + "/" + id + " is known");
        }
        if (!answer.ok()) {
            throw new UserError("The lake-verifier did not answer: status " + answer.status() + ", " + answer.body());
        }
        return new JsonMapper().readTree(answer.body());
    }

    private static String path(String key) {
        return Arrays.stream(key.split("/", -1)).map(TraceCommand::encoded).collect(Collectors.joining("/"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static List<String> lines(JsonNode journey) {
        List<String> lines = new ArrayList<>();
        JsonNode changes = journey.path("changes");
        lines.add(text(journey, "table") + "/" + text(journey, "key") + ": " + changes.size() + " changes");
        int number = 0;
        for (JsonNode change : changes) {
            lines.add("");
            addChange(lines, ++number, change);
        }
        return lines;
    }

    private static void addChange(List<String> lines, int number, JsonNode change) {
        lines.add("change " + number + "  " + text(change, "op") + "  " + text(change, "state")
                + (change.has("waits_for") ? ", waits for " + text(change, "waits_for") : "")
                + "  (event " + text(change, "event_id") + ")");
        addStage(lines, "source", change.path("source"), text(change, "changed_at"));
        addStage(lines, "order-changes", change.path("order_changes"), text(change.path("order_changes"), "at"));
        addStage(lines, "order-events", change.path("order_events"), text(change.path("order_events"), "at"));
        addLanding(lines, change);
    }

    private static void addStage(List<String> lines, String stage, JsonNode record, String at) {
        if (record.isObject()) {
            String sequence = text(record, "sequence");
            lines.add(row(stage, at, text(record, "shard"), sequence.isEmpty() ? "no longer in the stream" : sequence));
        }
    }

    private static void addLanding(List<String> lines, JsonNode change) {
        JsonNode landing = change.path("landing");
        if (landing.isObject()) {
            lines.add(row("claim", text(landing, "claimed_at"), text(landing, "claim"), ""));
            landing.path("objects")
                    .forEach(object -> lines.add(row("object", text(landing, "done_at"), object.asString(""), "")));
        }
        if (change.has("reason")) {
            lines.add(row("reason", "", text(change, "reason"), ""));
        }
    }

    private static String row(String stage, String at, String where, String position) {
        return String.format("  %-13s %-24s %s  %s", stage, at, where, position).stripTrailing();
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }
}
