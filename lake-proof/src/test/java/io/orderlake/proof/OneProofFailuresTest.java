package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** A single run of the judge whose reads fail. */
class OneProofFailuresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int READS = 60;

    private SmallFleet fleet = new SmallFleet();

    @Test
    void whicheverReadFailsForAMomentTheVerdictIsTheSame() {
        List<Kind> expected = kinds(damaged().once(PATIENCE));
        assertThat(expected).containsExactlyInAnyOrder(Kind.OBJECT_UNCLAIMED, Kind.STALE, Kind.OBJECT_GONE);

        for (int read = 1; read <= READS; read++) {
            failOnce(damaged(), read);
            assertThat(kinds(fleet.once(PATIENCE)))
                    .as("read %d fails", read)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void whicheverReadFailsForAMomentASingleDifferenceIsFound() {
        for (int read = 1; read <= READS; read++) {
            fleet = new SmallFleet();
            landed(fleet.write("a", 1));
            fleet.put("landing/json/orders/x/stray.json", new byte[0]);
            failOnce(fleet, read);

            assertThat(kinds(fleet.once(PATIENCE))).as("read %d fails", read).containsExactly(Kind.OBJECT_UNCLAIMED);
        }
    }

    @Test
    void readsThatFailAgainAndAgainAreRepeatedWithinThePatience() {
        landed(fleet.write("a", 1));
        int[] reads = {0};
        fleet.beforeRead = () -> {
            if (++reads[0] <= 4) {
                throw throttled();
            }
        };

        assertThat(fleet.once(PATIENCE).proven()).isTrue();
    }

    @Test
    void readsThatFailForLongerThanThePatienceEndTheRun() {
        landed(fleet.write("a", 1));
        Instant start = fleet.now;
        fleet.beforeRead = () -> {
            throw throttled();
        };

        assertThatThrownBy(() -> fleet.once(PATIENCE)).isInstanceOf(ProvisionedThroughputExceededException.class);
        assertThat(fleet.now).isBetween(start.plus(PATIENCE), start.plus(PATIENCE.multipliedBy(2)));
    }

    @Test
    void aReadThatCannotSucceedEndsTheRunAtOnce() {
        landed(fleet.write("a", 1));
        Instant start = fleet.now;
        fleet.beforeRead = () -> {
            throw new IllegalStateException("access denied");
        };

        assertThatThrownBy(() -> fleet.once(PATIENCE)).hasMessage("access denied");
        assertThat(fleet.now).isEqualTo(start);
    }

    @Test
    void changesThatRetentionRemovesWhileTheyAreReadAreNotCompared() {
        for (int i = 0; i < 9; i++) {
            landed(fleet.write("a" + i, i));
        }
        boolean[] trimmed = {false};
        fleet.beforePage = iterator -> {
            if (!iterator.isEmpty() && !trimmed[0]) {
                trimmed[0] = true;
                fleet.trim(8);
                throw TrimmedDataAccessException.builder().build();
            }
        };

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.coverage().covers(Kind.MISSING)).isFalse();
        assertThat(verdict.notCompared()).anyMatch(what -> what.startsWith("changes in 1 gaps"));
    }

    private SmallFleet damaged() {
        fleet = new SmallFleet();
        landed(fleet.write("a", 1), fleet.write("b", 2));
        int gone = fleet.write("c", 3);
        fleet.objects.remove(SmallFleet.key(fleet.landBoth(List.of(fleet.line(gone)), List.of(fleet.line(gone)))));
        fleet.put("landing/json/orders/x/stray.json", new byte[0]);
        fleet.rows.put("a", 9);
        return fleet;
    }

    private static void failOnce(SmallFleet fleet, int read) {
        int[] reads = {0};
        fleet.beforeRead = () -> {
            if (++reads[0] == read) {
                throw throttled();
            }
        };
    }

    private static ProvisionedThroughputExceededException throttled() {
        return ProvisionedThroughputExceededException.builder()
                .message("Rate exceeded")
                .build();
    }

    private void landed(int... changes) {
        List<String> lines =
                java.util.Arrays.stream(changes).mapToObj(fleet::line).toList();
        fleet.landBoth(lines, lines);
    }

    private static List<Kind> kinds(Verdict verdict) {
        return verdict.differences().stream()
                .map(one -> one.kind())
                .distinct()
                .sorted()
                .toList();
    }
}
