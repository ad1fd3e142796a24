package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the judge once on a fleet whose lake has two formats. */
class OneProofTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int CLAIMS = 250;

    private final SmallFleet fleet = new SmallFleet();

    @Test
    void whatAgreesIsProven() {
        landed(fleet.write("a", 1), fleet.write("b", 2), fleet.write("a", 3), fleet.delete("b"));

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.proven()).isTrue();
        assertThat(verdict.notCompared()).isEmpty();
        assertThat(verdict.changes()).isEqualTo(4);
        assertThat(verdict.rows()).isEqualTo(2);
    }

    @Test
    void aRowThatOneFormatLacksIsMissingThereOnce() {
        int first = fleet.write("a", 1);
        int second = fleet.write("b", 2);
        fleet.landBoth(List.of(fleet.line(first), fleet.line(second)), List.of(fleet.line(first)));

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.differences())
                .filteredOn(one -> one.kind() == Kind.MISSING)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.object()).contains("parquet");
                    assertThat(one.key()).isEqualTo("b");
                });
    }

    @Test
    void aRowThatIsAlteredInOneFormatIsFoundByEachComparison() {
        int change = fleet.write("a", 1);
        String other = fleet.line(change).replace("\"quantity\":1", "\"quantity\":9");
        fleet.landBoth(List.of(fleet.line(change)), List.of(other));

        assertThat(kinds(fleet.once(PATIENCE))).containsExactly("altered");
        fleet.proven();
        assertThat(fleet.kinds()).containsExactly("altered");
    }

    @Test
    void aRowThatIsRepairedInItsFormatIsProvenLater() {
        int change = fleet.write("a", 1);
        String other = fleet.line(change).replace("\"quantity\":1", "\"quantity\":9");
        String key = fleet.landBoth(List.of(other), List.of(fleet.line(change)))
                .objects()
                .get(0)
                .key();
        assertThat(kinds(fleet.once(PATIENCE))).containsExactly("altered");

        fleet.put(key, SmallFleet.bytes(List.of(fleet.line(change))));

        // The claim still has another checksum.
        assertThat(fleet.proven().kinds()).containsExactly("object_altered");
        assertThat(fleet.store().expectations().count()).isZero();
    }

    @Test
    void aChangeThatDoesNotLandInTimeIsAwaitedAndNotProven() {
        landed(fleet.write("a", 1));
        fleet.write("b", 2);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.awaited()).isOne();
        assertThat(verdict.changes()).isEqualTo(2);
    }

    @Test
    void aTableThatChangedWithoutTheLakeIsFoundAsTheServiceFindsIt() {
        landed(fleet.write("a", 1));
        fleet.rows.put("a", 9);

        assertThat(kinds(fleet.once(PATIENCE))).containsExactly("stale");
        fleet.forgetful();
        assertThat(fleet.proven().kinds()).containsExactly("stale");
    }

    @Test
    void rowsThatTheStreamForgotAreCountedAsWithoutWitness() {
        landed(fleet.write("a", 1), fleet.write("b", 2), fleet.write("a", 3));
        fleet.trim(2);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isTrue();
        assertThat(verdict.unwitnessed()).isPositive();
        assertThat(verdict.notCompared()).singleElement().asString().contains("no stream contains");
    }

    @Test
    void aRejectWithoutWitnessIsCountedUntilItIsRedriven() {
        int change = fleet.write("a", 1);
        landed(change);
        fleet.landLines(
                "errors/transform/x/",
                ".jsonl",
                List.of("{\"cdc_event_id\":\"foreign/shard/7\",\"cdc_source_shard\":\"foreign/shard\","
                        + "\"cdc_reject_stage\":\"transform\",\"cdc_reject_reason\":\"no JSON\"}"));

        assertThat(fleet.once(PATIENCE).rejected()).isOne();
        int later = fleet.write("b", 2);
        fleet.landBoth(
                List.of(fleet.redriven(later)
                        .replace(
                                "\"cdc_rescued\"",
                                "\"cdc_quality\":[\"rejected_as:foreign/shard/7\"],\"cdc_rescued\"")),
                List.of(fleet.redriven(later)
                        .replace(
                                "\"cdc_rescued\"",
                                "\"cdc_quality\":[\"rejected_as:foreign/shard/7\"],\"cdc_rescued\"")));
        Verdict verdict = fleet.once(PATIENCE);
        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.rejected()).isZero();
    }

    @Test
    void oneLostChangeIsOneMissingChange() {
        fleet.write("a", 1);
        landed(fleet.write("a", 2));
        Instant start = fleet.now;

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.count(Kind.MISSING) + verdict.awaited()).isOne();
        assertThat(verdict.changes()).isEqualTo(2);
        assertThat(fleet.now).as("two rounds confirm it").isBefore(start.plus(PATIENCE));
    }

    @Test
    void anAlteredRowIsNotMissing() {
        int change = fleet.write("a", 1);
        String other = fleet.line(change).replace("\"quantity\":1", "\"quantity\":9");
        fleet.landBoth(List.of(other), List.of(other));

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(kinds(verdict)).containsExactly("altered");
        assertThat(verdict.awaited()).isZero();
        assertThat(verdict.changes()).isOne();
    }

    @Test
    void aFleetThatKeepsOnWritingIsProven() {
        landed(fleet.write("a", 1));
        int[] key = {0};
        fleet.beforeHeads = () -> landed(fleet.write("b" + key[0]++, 1));

        assertThat(fleet.once(PATIENCE).proven()).isTrue();
    }

    @Test
    void whatIsWrittenMeanwhileNeedNotLand() {
        landed(fleet.write("a", 1));
        fleet.whileWaiting = () -> fleet.write("b", 7);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.proven()).isTrue();
    }

    @Test
    void whatLandsWhileWaitingIsProven() {
        landed(fleet.write("a", 1));
        int late = fleet.write("b", 2);
        boolean[] landed = {false};
        fleet.whileWaiting = () -> {
            if (!landed[0]) {
                landed[0] = true;
                landed(late);
            }
        };

        assertThat(fleet.once(PATIENCE).proven()).isTrue();
    }

    @Test
    void aFormatThatMustLandAndDoesNotIsMissing() {
        fleet.namedFormats = List.of("json", "parquet");
        fleet.land(fleet.write("a", 1));

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.differences()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(Kind.MISSING);
            assertThat(one.sentence()).contains("1 rows", "no object in parquet");
        });
    }

    @Test
    void aRowThatOneFormatLacksIsNotCountedAgainAsAMissingFormat() {
        fleet.namedFormats = List.of("json", "parquet");
        int first = fleet.write("a", 1);
        int second = fleet.write("b", 2);
        fleet.landBoth(List.of(fleet.line(first), fleet.line(second)), List.of(fleet.line(first)));

        assertThat(fleet.once(PATIENCE).count(Kind.MISSING)).isOne();
    }

    private void landed(int... changes) {
        List<String> lines =
                java.util.Arrays.stream(changes).mapToObj(fleet::line).toList();
        fleet.landBoth(lines, lines);
    }

    private static List<String> kinds(Verdict verdict) {
        return verdict.differences().stream()
                .map(ProofDifference::kind)
                .map(Kind::word)
                .distinct()
                .toList();
    }
}
