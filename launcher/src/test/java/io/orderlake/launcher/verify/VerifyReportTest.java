package io.orderlake.launcher.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifyReportTest {

    private static final ProofDifference ALTERED =
            new ProofDifference(Kind.ALTERED, "orders", "o-1", "e", "a.parquet", "c", 1, 1, "other values");

    @Test
    void theJsonKeepsItsKeysAndAddsTheOtherKinds() {
        VerifyReport report = report(true, true, List.of(), 0);

        assertThat(report.json())
                .startsWith("{\"orders\":2,\"changes\":4,\"landed\":4,\"missing\":0,\"duplicated\":0,\"stale\":0,"
                        + "\"extra\":0,\"out_of_order\":0,\"rejected\":1,\"seconds\":1.5,\"freshness_p50_ms\":10,"
                        + "\"freshness_p99_ms\":20,\"altered\":0,")
                .contains("\"not_compared\":[]")
                .doesNotContain("\n");
        assertThat(report.agrees()).isTrue();
    }

    @Test
    void aChangeThatHasNotLandedInTimeIsMissing() {
        assertThat(report(false, true, List.of(ALTERED), 3).counts()).containsEntry("missing", 3L);
        assertThat(report(false, true, List.of(ALTERED), 3).lines())
                .contains("  altered: o-1: other values", "  3 changes have not landed in time; they count as missing");
    }

    @Test
    void whatAStreamThatWasNotReadLeavesOpenIsNoZero() {
        VerifyReport report = report(false, false, List.of(), 0);

        assertThat(report.counts()).containsEntry("missing", null).containsEntry("extra", null);
        assertThat(report.lines()).anyMatch(line -> line.contains("not compared missing"));
    }

    private static VerifyReport report(boolean proven, boolean read, List<ProofDifference> differences, long awaited) {
        Verdict verdict = new Verdict(proven, read, differences, 2, 4, awaited, 1, 0, List.of());
        return new VerifyReport(verdict, Map.of("json", 4L, "parquet", 5L), new Freshness(10, 20), 1.5);
    }
}
