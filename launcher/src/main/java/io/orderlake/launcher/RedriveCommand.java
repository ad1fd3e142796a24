package io.orderlake.launcher;

import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.Http;
import io.orderlake.launcher.lake.JsonLineReader;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "redrive",
        description =
                "Lists the rejects under errors/. The relay then sends again those that it has not sent again before.",
        footer = {"", "Fix the cause first. A change that fails again becomes a new reject."})
final class RedriveCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int SHOWN_REASONS = 10;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(names = "--list", description = "Only list the rejects.")
    private boolean listOnly;

    @Override
    public Integer call() {
        FleetState fleet = options.runningFleet();
        printRejects();
        if (!listOnly) {
            redrive(fleet.member(FleetService.STREAM_RELAY).orElseThrow().port());
        }
        return 0;
    }

    private void printRejects() {
        Map<String, Integer> reasons = new TreeMap<>();
        options.lake(ConsoleProgress.onError())
                .rejects()
                .forEach(
                        object -> JsonLineReader.forEach(object, line -> reasons.merge(reason(line), 1, Integer::sum)));
        int all = reasons.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println(all + " rejects are stored under errors/");
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN_REASONS)
                .forEach(reason -> System.out.printf("  %6d  %s%n", reason.getValue(), reason.getKey()));
    }

    private static String reason(JsonNode line) {
        return line.path("cdc_reject_stage").asString("?") + ": "
                + line.path("cdc_reject_reason").asString("?");
    }

    /** Calls the relay until it has seen every reject: each call works for a few seconds and returns where to continue. */
    private static void redrive(int relayPort) {
        Map<String, Integer> open = new TreeMap<>();
        int rejects = 0;
        int objects = 0;
        for (String path = "/redrive"; !path.isEmpty(); ) {
            JsonNode outcome = answer(relayPort, path);
            rejects += outcome.path("rejects").asInt();
            objects += outcome.path("objects").asInt();
            addOpen(outcome, open);
            System.out.println("Sent again: " + rejects + " rejects from " + objects + " objects");
            path = outcome.path("next").isString()
                    ? "/redrive?" + outcome.path("next").stringValue()
                    : "";
        }
        open.forEach((reason, count) ->
                System.out.printf("  %6d  stay open, because they cannot be sent again now: %s%n", count, reason));
    }

    private static void addOpen(JsonNode outcome, Map<String, Integer> open) {
        outcome.path("open")
                .properties()
                .forEach(reason -> open.merge(reason.getKey(), reason.getValue().asInt(), Integer::sum));
    }

    private static JsonNode answer(int relayPort, String path) {
        Http.Answer answer = Http.post(relayPort, path, "", LIMIT);
        if (!answer.ok()) {
            throw new UserError("The relay did not redrive: status " + answer.status() + ", " + answer.body());
        }
        return new JsonMapper().readTree(answer.body());
    }
}
