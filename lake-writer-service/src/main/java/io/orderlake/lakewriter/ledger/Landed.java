package io.orderlake.lakewriter.ledger;

import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.landing.LandedObject;
import java.time.Instant;
import java.util.List;

/**
 * What a claim came to.
 *
 * @param watermarks all lanes of the source shards that the claim touched
 */
public record Landed(List<LandedObject> objects, Watermarks watermarks, Instant at) {

    public Landed {
        objects = List.copyOf(objects);
    }
}
