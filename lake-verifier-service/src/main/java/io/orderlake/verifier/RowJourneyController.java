package io.orderlake.verifier;

import io.orderlake.proof.journey.Journeys;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the journeys of a row's changes over HTTP. */
@RestController
class RowJourneyController {

    private final Journeys journeys;

    RowJourneyController(Journeys journeys) {
        this.journeys = journeys;
    }

    /** @param key the key's values, with a slash between the two of a composite key */
    @GetMapping(path = "/journey/{table}/{*key}", produces = "application/json")
    ResponseEntity<Map<String, @Nullable Object>> journey(@PathVariable String table, @PathVariable String key) {
        return journeys.of(table, key.substring(1).replace('/', '\u001f'))
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.status(404)
                        .body(Map.of("message", "No change of " + table + key + " is known")));
    }
}
