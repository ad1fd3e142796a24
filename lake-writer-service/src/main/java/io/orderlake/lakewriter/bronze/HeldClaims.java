package io.orderlake.lakewriter.bronze;

import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.ledger.DoneClaim;
import java.util.List;

/**
 * The budget for the claims that bronze holds at a time: over all shards, because the ledger keeps what is not read yet. An
 * outage of the catalog lets the backlog grow, not the heap. One step of one table runs at a time, so this is the budget of the
 * process. For one thread.
 */
final class HeldClaims {

    static final int MAX_CLAIMS = 2000;
    static final long MAX_BYTES = 16 << 20;

    /** Below that, a step would move no pointer: the first claim is the one that the pointer names. */
    private static final int MIN_SHARE = 2;

    /** Of claims of unknown size: each may name thousands of objects. */
    private static final int FIRST_CLAIMS = 64;

    private static final int CLAIM_BYTES = 600;
    private static final int OBJECT_BYTES = 250;

    private long heaviest;

    /** How many claims may be read of each of so many shards. Follows the largest claim that was ever read. */
    int share(int shards) {
        long most = heaviest == 0 ? FIRST_CLAIMS : Math.min(MAX_CLAIMS, MAX_BYTES / heaviest);
        return (int) Math.max(MIN_SHARE, most / Math.max(1, shards));
    }

    void saw(List<DoneClaim> claims) {
        claims.forEach(claim -> heaviest = Math.max(heaviest, bytes(claim)));
    }

    /** Approximately what a claim occupies in the heap. */
    static long bytes(DoneClaim claim) {
        long bytes = CLAIM_BYTES;
        for (ObjectEntry object : claim.objects()) {
            bytes += OBJECT_BYTES + object.key().length();
        }
        return bytes;
    }
}
