package io.orderlake.lakewriter.ledger;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.landing.ObjectEntry;
import java.time.Instant;
import java.util.List;

/** A claim that is done, as the log keeps it: with its objects in the lake. */
public record DoneClaim(String shardId, Claim claim, List<ObjectEntry> objects, Instant doneAt) {

    public DoneClaim {
        objects = List.copyOf(objects);
    }

    public long number() {
        return claim.number();
    }
}
