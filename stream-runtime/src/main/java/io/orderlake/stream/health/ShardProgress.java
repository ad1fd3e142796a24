package io.orderlake.stream.health;

import java.time.Duration;
import java.time.Instant;

/**
 * How the reading of a shard gets on.
 *
 * @param lag behind the newest record when it was last read
 * @param lastProgress when it last moved on, or had nothing to do
 * @param trouble what stands in the way
 * @param why tells the trouble; empty where there is none
 */
record ShardProgress(Duration lag, Instant lastProgress, Trouble trouble, String why) {

    /** What stands in the way. */
    enum Trouble {
        NONE,
        /** Waited out: not ready only when it lasts. */
        PASSING,
        /** Somebody has to act: not ready at once, until it moves on. */
        SETUP,
        /** Not ready at once, for as long as the shard is read here. */
        GAP
    }

    static ShardProgress begun(Instant now) {
        return new ShardProgress(Duration.ZERO, now, Trouble.NONE, "");
    }

    ShardProgress moved(Duration behind, Instant now) {
        return trouble == Trouble.GAP ? this : new ShardProgress(behind, now, Trouble.NONE, "");
    }

    ShardProgress troubled(Trouble by, String what) {
        return trouble == Trouble.GAP ? this : new ShardProgress(lag, lastProgress, by, what);
    }

    boolean isReady(Instant now, Duration stalledAfter) {
        boolean hasWork = !lag.isZero() || trouble != Trouble.NONE;
        boolean stalled = hasWork && lastProgress.plus(stalledAfter).isBefore(now);
        return switch (trouble) {
            case NONE, PASSING -> !stalled;
            case SETUP, GAP -> false;
        };
    }

    String line(Instant now) {
        String line = "lag " + lag.toMillis() + " ms, last progress "
                + Duration.between(lastProgress, now).toMillis() + " ms ago";
        return why.isEmpty() ? line : line + ", " + why;
    }
}
