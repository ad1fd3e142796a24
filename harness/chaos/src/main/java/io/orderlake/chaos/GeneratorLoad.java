package io.orderlake.chaos;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.Http;
import io.orderlake.launcher.fleet.Sleep;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The generator at a steady rate. A run ends with the process of the order-writer, so each start gets a new run. */
final class GeneratorLoad {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    private final Instances instances;
    private final long seed;
    private final double ordersPerSecond;
    private final ConsoleProgress progress;
    private int runs;

    GeneratorLoad(Instances instances, long seed, double ordersPerSecond, ConsoleProgress progress) {
        this.instances = instances;
        this.seed = seed;
        this.ordersPerSecond = ordersPerSecond;
        this.progress = progress;
    }

    /** Begins a run if none is going on. */
    void keepUp() {
        JsonNode report = report();
        String state = report.path("state").asString("");
        if (state.equals("failed")) {
            progress.line("The generator failed: " + report.path("problem").asString("") + "; it is started again");
        }
        if (state.equals("idle") || state.equals("finished") || state.equals("failed")) {
            String run = "{\"rate\":" + ordersPerSecond + ",\"seed\":" + (seed + runs) + "}";
            if (Http.post(port(), "/generator", run, LIMIT).ok()) {
                runs++;
            }
        }
    }

    /** Returns when every write is acknowledged. */
    void stop() {
        Instant deadline = Instant.now().plus(STOP_LIMIT);
        String state = "no answer";
        while (Instant.now().isBefore(deadline)) {
            Http.delete(port(), "/generator", LIMIT);
            state = report().path("state").asString(state);
            if (state.equals("finished") || state.equals("idle")) {
                return;
            }
            Sleep.untilNextPoll();
        }
        throw new UserError("The generator did not stop within " + STOP_LIMIT.toSeconds() + " s: " + state);
    }

    private JsonNode report() {
        Http.Answer answer = Http.get(port(), "/generator");
        return new JsonMapper().readTree(answer.ok() ? answer.body() : "{}");
    }

    private int port() {
        return instances.process(FleetService.ORDER_WRITER, 1).port();
    }
}
