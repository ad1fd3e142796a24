package io.orderlake.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.simulation.campaign.Campaign;
import io.orderlake.simulation.campaign.Results;
import io.orderlake.simulation.fleet.Parts;
import io.orderlake.simulation.history.HistoryPlan;
import io.orderlake.simulation.history.HistoryRun.Ended;
import io.orderlake.simulation.history.PlanGenerator;
import io.orderlake.simulation.oracle.OracleDifference;
import io.orderlake.simulation.oracle.OracleDifference.Kind;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A campaign must find each mutation: within these seeds, by these differences. */
class HarnessTest {

    private static final long SEEDS = 300;

    @Test
    void failsWithoutOrderedRetry() {
        assertFails(Mutations.WITHOUT_ORDERED_RETRY, Kind.LOST, Kind.OUT_OF_ORDER);
    }

    @Test
    void failsWithoutWatermarks() {
        assertFails(Mutations.WITHOUT_WATERMARKS, Kind.DUPLICATED, Kind.OUT_OF_ORDER);
    }

    @Test
    void failsWithoutTheWindowOfEventIds() {
        assertFails(Mutations.WITHOUT_WINDOW, Kind.DUPLICATED);
    }

    @Test
    void failsWithoutClaims() {
        assertFails(Mutations.WITHOUT_CLAIMS, Kind.LEDGER, Kind.NO_PROGRESS);
    }

    @Test
    void failsWhereTheCheckpointComesBeforeTheWrite() {
        assertFails(Mutations.CHECKPOINT_BEFORE_WRITE, Kind.LOST);
    }

    @Test
    void failsWhereAClaimIsFinishedByOtherSettings() {
        assertFails(Mutations.RECOVERING_BY_OWN_SETTINGS, Kind.LEDGER, Kind.FORGED);
    }

    @Test
    void failsWhereAChildIsReadBeforeItsParent() {
        assertFails(Mutations.CHILD_BEFORE_PARENT, Kind.LOST, Kind.OUT_OF_ORDER, Kind.DUPLICATED);
    }

    @Test
    void failsWhereANewStreamIsReadBeforeTheOldOneIs() {
        assertFails(Mutations.NEW_STREAM_AT_ONCE, Kind.LOST, Kind.OUT_OF_ORDER);
    }

    @Test
    void aFailingHistoryIsCutDownToAShorterOneThatFailsAlike() {
        Campaign campaign = new Campaign(Mutations.CHECKPOINT_BEFORE_WRITE, 1, 1);
        Ended whole =
                campaign.run(1, SEEDS, any -> {}).failed().values().iterator().next();

        Ended shortest = campaign.shortest(whole);
        Ended again = campaign.shortest(whole);

        assertThat(kinds(shortest)).contains(whole.differences().get(0).kind());
        assertThat(length(shortest.plan())).isLessThan(length(whole.plan()) / 2);
        assertThat(again.plan()).isEqualTo(shortest.plan());
        assertThat(again.trace().lines()).isEqualTo(shortest.trace().lines());
    }

    @Test
    void aSeedGivesTheSameHistoryEachTime() {
        Campaign campaign = new Campaign(Parts.RIGHT, 1, 1);
        for (long seed = 1; seed <= 20; seed++) {
            HistoryPlan plan = PlanGenerator.of(seed);
            assertThat(PlanGenerator.of(seed)).isEqualTo(plan);
            Ended first = campaign.replay(plan);
            Ended second = campaign.replay(plan);

            assertThat(first.trace().lines())
                    .isNotEmpty()
                    .isEqualTo(second.trace().lines());
            assertThat(first.trace().checksum()).isEqualTo(second.trace().checksum());
        }
    }

    private static void assertFails(Parts mutated, Kind... byOneOf) {
        Results results = new Campaign(mutated, 2, 3).run(1, SEEDS, any -> {});

        assertThat(results.failed()).isNotEmpty();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        results.failed().values().forEach(failed -> kinds.addAll(kinds(failed)));
        assertThat(kinds).containsAnyOf(byOneOf);
    }

    private static Set<Kind> kinds(Ended history) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        history.differences().stream().map(OracleDifference::kind).forEach(kinds::add);
        return kinds;
    }

    private static int length(HistoryPlan plan) {
        return plan.writes().size() + plan.faults().size();
    }
}
