package io.orderlake.chaos;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.Http;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** Makes relays send the rejects under {@code errors/} again. */
final class Redrives {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Instances instances;
    private final AtomicLong redriven = new AtomicLong();

    Redrives(Instances instances) {
        this.instances = instances;
    }

    /** Makes a relay send all rejects again that were not sent again yet; returns how many it sent. */
    long run(int relay) {
        Http.Answer answer = Http.post(port(relay), "/redrive", "", LIMIT);
        if (!answer.ok()) {
            throw new UserError("The relay did not redrive: status " + answer.status() + ", " + answer.body());
        }
        long sent = new JsonMapper().readTree(answer.body()).path("rejects").asLong();
        redriven.addAndGet(sent);
        return sent;
    }

    /** The same, without waiting for it. */
    void begin(int relay) {
        int port = port(relay);
        Thread call = new Thread(() -> Http.post(port, "/redrive", "", LIMIT), "redrive");
        call.setDaemon(true);
        call.start();
    }

    /** How many rejects were sent again; a redrive whose relay was killed does not count. */
    long redriven() {
        return redriven.get();
    }

    private int port(int relay) {
        return instances.process(FleetService.STREAM_RELAY, relay).port();
    }
}
