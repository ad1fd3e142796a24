package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims of two shards have no order: a row that was redriven may be compared before its reject. */
class RedrivenRowsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SmallFleet fleet = new SmallFleet();
    private final int change = fleet.write("a", 1);

    @Test
    void aRedrivenRowThatIsComparedBeforeItsRejectIsNoDifference() {
        landRedriven();
        landReject();

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().rejects().count()).isZero();
        assertThat(fleet.once(PATIENCE).proven()).isTrue();
    }

    @Test
    void thatIsAlsoTrueWhereNoStreamContainsTheChange() {
        landRedriven();
        landReject();
        fleet.land(fleet.write("b", 2));
        fleet.trim(1);

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().rejects().count()).isZero();
    }

    @Test
    void aChangeThatIsRedrivenTwiceAroundItsRejectIsDuplicated() {
        landRedriven();
        landReject();
        landRedriven();

        assertThat(fleet.proven().kinds()).containsExactly("duplicated");
    }

    @Test
    void aChangeThatIsRejectedTwiceIsDuplicated() {
        landRedriven();
        landReject();
        landReject();

        assertThat(fleet.proven().kinds()).containsExactly("duplicated");
    }

    @Test
    void aChangeThatLandsAfterItWasRedrivenIsDuplicated() {
        landRedriven();
        fleet.land(change);

        assertThat(fleet.proven().kinds()).containsExactly("duplicated");
    }

    private void landRedriven() {
        fleet.landLines("landing/json/orders/x/", ".json", List.of(fleet.redriven(change)));
    }

    private void landReject() {
        fleet.landLines("errors/transform/x/", ".jsonl", List.of(fleet.reject(change)));
    }
}
