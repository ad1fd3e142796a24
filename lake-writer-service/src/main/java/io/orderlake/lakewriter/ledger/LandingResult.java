package io.orderlake.lakewriter.ledger;

import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.landing.ObjectEntry;
import java.time.Instant;
import java.util.List;

/**
 * What a claim has landed.
 *
 * @param moved the watermarks that the claim moved
 * @param watermarks these, and the other lanes of their source shards
 */
public record LandingResult(List<ObjectEntry> objects, Watermarks moved, Watermarks watermarks, Instant at) {

    public LandingResult {
        objects = List.copyOf(objects);
    }
}
