package io.orderlake.stream.health;

import java.time.Duration;
import java.time.Instant;

/**
 * The progress of reading a shard.
 *
 * @param lag how far the last read was behind the newest record
 * @param lastProgress when it last read records, or had nothing to do
 * @param trouble what prevents progress
 * @param why describes the trouble; empty where there is none
 */
record ShardReadProgress(Duration lag, Instant lastProgress, Trouble trouble, String why) {

    /** What prevents progress. */
    enum Trouble {
        NONE,
        /** Retried: not ready only when it lasts. */
        PASSING,
        /** An operator has to act: not ready at once, until there is progress. */
        SETUP,
        /** Not ready at once, for as long as the shard is read here. */
        GAP
    }

    static ShardReadProgress begun(Instant now) {
        return new ShardReadProgress(Duration.ZERO, now, Trouble.NONE, "");
    }

    ShardReadProgress moved(Duration behind, Instant now) {
        return trouble == Trouble.GAP ? this : new ShardReadProgress(behind, now, Trouble.NONE, "");
    }

    ShardReadProgress troubled(Trouble by, String what) {
        return trouble == Trouble.GAP ? this : new ShardReadProgress(lag, lastProgress, by, what);
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
