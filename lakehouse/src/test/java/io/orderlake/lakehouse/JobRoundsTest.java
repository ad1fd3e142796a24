package io.orderlake.lakehouse;

import static io.orderlake.lakehouse.JobOptions.Job.GOLD;
import static io.orderlake.lakehouse.JobOptions.Job.SILVER;
import static io.orderlake.lakehouse.JobOptions.Job.UPKEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobRoundsTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final List<JobOptions.Job> ALL = List.of(SILVER, GOLD, UPKEEP);

    @Test
    void upkeepRunsInEveryRoundByDefault() {
        JobRounds rounds = new JobRounds(ALL, Duration.ZERO);
        assertThat(rounds.next(START)).isEqualTo(ALL);
        assertThat(rounds.next(START)).isEqualTo(ALL);
    }

    @Test
    void theTimeBetweenUpkeepsCountsFromTheLastOne() {
        JobRounds rounds = new JobRounds(ALL, Duration.ofHours(1));
        assertThat(rounds.next(START)).containsExactly(SILVER, GOLD);
        assertThat(rounds.next(START.plusSeconds(3599))).containsExactly(SILVER, GOLD);
        assertThat(rounds.next(START.plusSeconds(3660))).isEqualTo(ALL);
        assertThat(rounds.next(START.plusSeconds(7200))).containsExactly(SILVER, GOLD);
        assertThat(rounds.next(START.plusSeconds(7260))).isEqualTo(ALL);
    }
}
