package io.orderlake.verifier;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the proof's result over HTTP. */
@RestController
class ProofController {

    private final ProofPage page;

    ProofController(ProofPage page) {
        this.page = page;
    }

    @GetMapping(path = "/proof", produces = "application/json")
    Map<String, @Nullable Object> proof() {
        return page.now();
    }
}
