package io.orderlake.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.simulation.campaign.Campaign;
import io.orderlake.simulation.campaign.CampaignReport;
import io.orderlake.simulation.campaign.Results;
import io.orderlake.simulation.campaign.Sweep;
import io.orderlake.simulation.fault.PlannedFaultKind;
import io.orderlake.simulation.fleet.Parts;
import org.junit.jupiter.api.Test;

/** Nothing lost, nothing twice, in order, through every kind of fault. */
class CampaignTest {

    private static final long HISTORIES = 1_200;

    private final Campaign campaign = new Campaign(Parts.RIGHT, 2, 3);

    @Test
    void thousandHistoriesAgreeWithTheirSources() {
        Results results = campaign.run(1, HISTORIES, any -> {});

        assertAgree(results);
        assertThat(results.histories()).isEqualTo(HISTORIES);
        for (PlannedFaultKind kind : PlannedFaultKind.values()) {
            assertThat(results.histories(kind))
                    .as("histories with %s", kind.label())
                    .isGreaterThan(20);
        }
        assertThat(results.faultCounts().total()).isGreaterThan(5 * HISTORIES);
    }

    @Test
    void aCrashBeforeAndAfterEachEffectOfEachStageChangesNothing() {
        Results results = campaign.sweep(any -> {});

        assertAgree(results);
        assertThat(results.faultCounts().crashes().keySet()).containsAll(Sweep.crashPoints());
    }

    private void assertAgree(Results results) {
        results.failed().forEach((seed, failed) -> {
            throw new AssertionError(
                    String.join("\n", CampaignReport.failure(seed, failed, campaign.shortest(failed))));
        });
    }
}
