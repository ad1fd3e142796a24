package io.orderlake.relay;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /redrive}: sends all rejects again that were not sent again before, and says how many. */
@RestController
final class RedriveController {

    private final Redrive redrive;

    RedriveController(Redrive redrive) {
        this.redrive = redrive;
    }

    @PostMapping("/redrive")
    Redrive.Outcome redrive() {
        return redrive.run();
    }
}
