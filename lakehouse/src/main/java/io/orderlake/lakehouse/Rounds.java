package io.orderlake.lakehouse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the jobs a round runs: all of them, but upkeep only so long after it ran last. */
final class Rounds {

    private final List<JobOptions.Job> jobs;
    private final Duration upkeepEvery;
    private @Nullable Instant upkeepAt;

    /** @param upkeepEvery zero: in every round */
    Rounds(List<JobOptions.Job> jobs, Duration upkeepEvery) {
        this.jobs = List.copyOf(jobs);
        this.upkeepEvery = upkeepEvery;
    }

    /** The jobs of a round that starts now. The first round has no upkeep, for nothing is old yet or somebody waits. */
    List<JobOptions.Job> next(Instant now) {
        if (upkeepEvery.isZero()) {
            return jobs;
        }
        if (upkeepAt == null) {
            upkeepAt = now;
        }
        if (now.isBefore(upkeepAt.plus(upkeepEvery))) {
            return jobs.stream().filter(job -> job != JobOptions.Job.UPKEEP).toList();
        }
        upkeepAt = now;
        return jobs;
    }
}
