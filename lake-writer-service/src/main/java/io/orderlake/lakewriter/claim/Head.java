package io.orderlake.lakewriter.claim;

import java.util.Optional;

/**
 * The head of a shard's log of claims.
 *
 * @param lastNumber number of the last claim done; 0 before the first
 * @param lastSequence its last sequence number
 * @param open the claim that is not done yet
 * @param inherited whether the shard has the watermarks of its parents
 */
public record Head(long lastNumber, Optional<String> lastSequence, Optional<Claim> open, boolean inherited) {

    /** A shard that has no claim yet. */
    public static final Head FIRST = new Head(0, Optional.empty(), Optional.empty(), false);

    public Head {
        if ((lastNumber == 0) != lastSequence.isEmpty()) {
            throw new IllegalArgumentException("Cannot read the head of a shard: claim " + lastNumber
                    + " is the last one done but its last sequence number is " + lastSequence);
        }
    }

    /** Whether the shard has no claim yet. */
    public boolean isFirst() {
        return lastNumber == 0 && open.isEmpty();
    }

    /** The head with that claim open. */
    public Head opened(Claim claim) {
        return new Head(lastNumber, lastSequence, Optional.of(claim), inherited);
    }

    /** The head after that claim. */
    public Head done(Claim claim) {
        return new Head(claim.number(), Optional.of(claim.lastSequence()), Optional.empty(), inherited);
    }
}
