package io.orderlake.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /redrive}: sends all rejects again that were not sent again before, and returns how many. Answers after some
 * seconds even if there are more; {@code next} is then the query of the next request.
 */
@RestController
final class RedriveController {

    private static final Duration PER_ANSWER = Duration.ofSeconds(20);

    private final Redrive redrive;
    private final InstantSource clock;

    RedriveController(Redrive redrive, InstantSource clock) {
        this.redrive = redrive;
        this.clock = clock;
    }

    @PostMapping("/redrive")
    RedriveOutcome redrive(
            @RequestParam(defaultValue = "") String after, @RequestParam(required = false) @Nullable Instant before) {
        return redrive.run(new Redrive.Span(after, before == null ? clock.instant() : before), PER_ANSWER);
    }
}
