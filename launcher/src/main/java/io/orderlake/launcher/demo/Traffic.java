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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Starts the generator and waits until all changes of its orders have landed. */
final class Traffic {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /** More orders than this are written at full speed. Fewer are spread over some seconds, so that the user can follow them. */
    private static final long WATCHED_ORDERS = 5_000;

    private static final int MIN_RATE = 20;

    private final Fleet fleet;
    private final ConsoleProgress progress;

    Traffic(Fleet fleet, ConsoleProgress progress) {
        this.fleet = fleet;
        this.progress = progress;
    }

    /**
     * Makes the generator write orders, and change, cancel and delete some of them.
     *
     * @param watched the time over which a small number of orders is spread
     */
    void write(long orders, Duration watched) {
        long rate = orders > WATCHED_ORDERS ? 0 : Math.max(MIN_RATE, orders / watched.toSeconds());
        int port = fleet.process(FleetService.ORDER_WRITER).port();
        Http.Answer answer =
                Http.post(port, "/generator", "{\"orders\":" + orders + ",\"rate\":" + rate + "}", START_LIMIT);
        if (!answer.ok()) {
            throw new UserError("The generator did not start: status " + answer.status() + ", " + answer.body());
        }
        progress.line(
                "Writing " + orders + " orders, with updates, cancellations, new addresses, promo codes and deletes");
    }

    /** Returns when as many changes have landed as were written. A standstill is an error that names the service. */
    void awaitLanded() {
        StandstillClock clock = new StandstillClock();
        while (true) {
            DemoProgress now = read();
            progress.live(now.line());
            if (now.finished() && now.landed() >= now.written()) {
                progress.line(now.line());
                return;
            }
            if (clock.isStandstill(now)) {
                throw standstill(now);
            }
            Sleep.untilNextPoll();
        }
    }

    private DemoProgress read() {
        JsonNode generator = generator();
        Metrics lake = metrics(FleetService.LAKE_WRITER);
        return new DemoProgress(
                generator.path("acknowledged").asLong(0),
                (long) metrics(FleetService.STREAM_RELAY).sum(DemoProgress.PUBLISHED, "stream=\"order-changes\""),
                (long) metrics(FleetService.TRANSFORMER).sum(DemoProgress.PUBLISHED, "stream=\"order-events\""),
                (long) (lake.sum(DemoProgress.LANDED, "") + lake.sum(DemoProgress.REJECTED, "")),
                (long) lake.max("orderlake_freshness", "quantile=\"0.5\"").orElse(-1),
                generator.path("state").asString("").equals("finished"));
    }

    private JsonNode generator() {
        int port = fleet.process(FleetService.ORDER_WRITER).port();
        JsonNode generator =
                new JsonMapper().readTree(Http.get(port, "/generator").body());
        if (generator.path("state").asString("").equals("failed")) {
            throw new UserError(
                    "The generator failed: " + generator.path("problem").asString(""));
        }
        return generator;
    }

    private Metrics metrics(FleetService service) {
        return Metrics.of(fleet.process(service).managementPort());
    }

    private UserError standstill(DemoProgress at) {
        FleetService stuck = at.stuckAt();
        ServiceProcess process = fleet.process(stuck);
        return new UserError("Nothing has moved for " + StandstillClock.LIMIT.toSeconds() + " s: " + at.line()
                + ". The standstill is at " + stuck.label() + (process.alive() ? "" : ", which has ended")
                + "; its log ends with\n" + process.logTail());
    }
}
