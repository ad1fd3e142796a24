package io.orderlake.lakehouse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the jobs a round runs: all of them, but upkeep only after a minimum time since its last run. */
final class JobRounds {

    private final List<JobOptions.Job> jobs;
    private final Duration upkeepEvery;
    private @Nullable Instant upkeepAt;

    /** @param upkeepEvery minimum time between two upkeeps; zero: in every round */
    JobRounds(List<JobOptions.Job> jobs, Duration upkeepEvery) {
        this.jobs = List.copyOf(jobs);
        this.upkeepEvery = upkeepEvery;
    }

    /** The jobs of a round that starts now. The first round has no upkeep: the tables are new, or somebody waits for the round. */
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
