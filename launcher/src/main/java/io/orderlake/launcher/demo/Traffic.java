package io.orderlake.launcher.demo;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.Http;
import io.orderlake.launcher.fleet.Metrics;
import io.orderlake.launcher.fleet.ServiceProcess;
import io.orderlake.launcher.fleet.Sleep;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders on their way through the fleet: has them written, and watches until all of their changes have landed. */
final class Traffic {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STANDSTILL_LIMIT = Duration.ofSeconds(60);

    /** From so many on, orders are written at full speed; fewer take some seconds, to be watched. */
    private static final long WATCHED_ORDERS = 5_000;

    private static final int SLOWEST = 20;

    private final Fleet fleet;
    private final ConsoleProgress progress;

    Traffic(Fleet fleet, ConsoleProgress progress) {
        this.fleet = fleet;
        this.progress = progress;
    }

    /**
     * Has the generator write orders, and change, cancel and delete some.
     *
     * @param watched how long a small number of them takes
     */
    void write(long orders, Duration watched) {
        long rate = orders > WATCHED_ORDERS ? 0 : Math.max(SLOWEST, orders / watched.toSeconds());
        int port = fleet.process(FleetService.ORDER_WRITER).port();
        Http.Answer answer =
                Http.post(port, "/generator", "{\"orders\":" + orders + ",\"rate\":" + rate + "}", START_LIMIT);
        if (!answer.ok()) {
            throw new UserError("The generator did not start: status " + answer.status() + ", " + answer.body());
        }
        progress.line(
                "Writing " + orders + " orders, with updates, cancellations, new addresses, promo codes and deletes");
    }

    /** Returns when as many changes have landed as were written; a standstill is an error that says where. */
    void awaitLanded() {
        DemoProgress last = DemoProgress.NONE;
        Instant moved = Instant.now();
        while (true) {
            DemoProgress now = look();
            if (!now.equals(last)) {
                moved = Instant.now();
            }
            last = now;
            progress.live(now.line());
            if (now.finished() && now.landed() >= now.written()) {
                progress.line(now.line());
                return;
            }
            if (Duration.between(moved, Instant.now()).compareTo(STANDSTILL_LIMIT) > 0) {
                throw standstill(now);
            }
            Sleep.untilNextPoll();
        }
    }

    private DemoProgress look() {
        JsonNode generator = new JsonMapper()
                .readTree(Http.get(fleet.process(FleetService.ORDER_WRITER).port(), "/generator")
                        .body());
        String state = generator.path("state").asString("");
        if (state.equals("failed")) {
            throw new UserError(
                    "The generator failed: " + generator.path("problem").asString(""));
        }
        Metrics lake = metrics(FleetService.LAKE_WRITER);
        return new DemoProgress(
                generator.path("acknowledged").asLong(0),
                (long) metrics(FleetService.STREAM_RELAY).sum(DemoProgress.PUBLISHED, "stream=\"order-changes\""),
                (long) metrics(FleetService.TRANSFORMER).sum(DemoProgress.PUBLISHED, "stream=\"order-events\""),
                (long) (lake.sum(DemoProgress.LANDED, "") + lake.sum(DemoProgress.REJECTED, "")),
                (long) lake.max("orderlake_freshness", "quantile=\"0.5\"").orElse(-1),
                state.equals("finished"));
    }

    private Metrics metrics(FleetService service) {
        return Metrics.of(fleet.process(service).managementPort());
    }

    private UserError standstill(DemoProgress at) {
        FleetService stuck = at.stuckAt();
        ServiceProcess process = fleet.process(stuck);
        return new UserError("Nothing has moved for " + STANDSTILL_LIMIT.toSeconds() + " s: " + at.line()
                + ". It stands at " + stuck.label() + (process.alive() ? "" : ", which has ended")
                + "; its log ends with\n" + process.logTail());
    }
}
