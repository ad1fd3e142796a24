package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of a masked column only the form of the mask is compared, and no output contains its value. */
class MaskedColumnsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SECRET = 471_142;

    private final SmallFleet fleet = new SmallFleet(Map.of("quantity", "hash"));

    @Test
    void aMaskThatWasNotAppliedIsFoundWithoutShowingTheValue() {
        landed(fleet.line(fleet.write("a", SECRET)));

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.differences()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.kind()).isEqualTo(Kind.ALTERED);
            assertThat(one.toString()).doesNotContain(Integer.toString(SECRET));
        });
        assertThat(fleet.proven().kinds()).containsOnly("altered");
    }

    @Test
    void aHashedValueIsProven() {
        landed(fleet.line(fleet.write("a", SECRET))
                .replace("\"quantity\":" + SECRET, "\"quantity\":\"" + "0a".repeat(32) + "\""));

        assertThat(fleet.once(PATIENCE).proven()).isTrue();
    }

    private void landed(String line) {
        fleet.landBoth(List.of(line), List.of(line));
    }
}
