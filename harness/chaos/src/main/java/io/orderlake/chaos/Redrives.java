package io.orderlake.chaos;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Http;
import io.orderlake.launcher.fleet.Service;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** Has relays send again what lies under {@code errors/}. */
final class Redrives {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Instances instances;
    private final AtomicLong redriven = new AtomicLong();

    Redrives(Instances instances) {
        this.instances = instances;
    }

    /** Has a relay send all rejects again that were not sent again yet; how many it did. */
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

    /** Rejects sent again, those whose relay was killed meanwhile not counted. */
    long redriven() {
        return redriven.get();
    }

    private int port(int relay) {
        return instances.process(Service.STREAM_RELAY, relay).port();
    }
}
