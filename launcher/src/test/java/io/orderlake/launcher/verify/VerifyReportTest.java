package io.orderlake.launcher.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.launcher.UserError;
import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.once.LandingFigures;
import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.once.Verdict.Coverage;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifyReportTest {

    private static final Stored STORED = new Stored(new byte[0], "", "");

    private static final ProofDifference ALTERED =
            new ProofDifference(Kind.ALTERED, "orders", "o-1", "e", "a.parquet", "c", 1, 1, "other values");

    private static final Coverage ALL = new Coverage(true, true, true);

    @Test
    void theJsonKeepsItsKeysAndAddsTheOtherKinds() {
        VerifyReport report = report(true, ALL, List.of(), 0);

        assertThat(report.json())
                .startsWith("{\"orders\":2,\"changes\":4,\"landed\":4,\"missing\":0,\"duplicated\":0,\"stale\":0,"
                        + "\"extra\":0,\"out_of_order\":0,\"rejected\":1,\"seconds\":1.5,\"freshness_p50_ms\":10,"
                        + "\"freshness_p99_ms\":20,\"altered\":0,")
                .contains("\"not_compared\":[]")
                .doesNotContain("\n", "null");
        assertThat(report.agrees()).isTrue();
    }

    @Test
    void aChangeThatHasNotLandedInTimeIsMissing() {
        VerifyReport report = report(false, ALL, List.of(ALTERED), 3);

        assertThat(report.counts()).containsEntry("missing", 3L);
        assertThat(report.lines())
                .contains("  altered: o-1: other values", "  3 changes have not landed in time; they count as missing");
    }

    @Test
    void aChangeWhoseClaimWasNotComparedIsNotMissing() {
        VerifyReport report = report(false, new Coverage(true, false, true), List.of(), 3);

        assertThat(report.counts()).containsEntry("missing", null);
        assertThat(report.members()).containsEntry("altered", null).containsEntry("object_gone", null);
        assertThat(report.lines()).noneMatch(line -> line.contains("count as missing"));
    }

    @Test
    void whatAStreamThatWasNotReadLeavesOpenIsNoZero() {
        VerifyReport report = report(false, new Coverage(false, true, true), List.of(), 0);

        assertThat(report.counts()).containsEntry("missing", null).containsEntry("extra", null);
        assertThat(report.members()).containsEntry("altered", null).containsEntry("object_gone", 0L);
        assertThat(report.lines()).anyMatch(line -> line.contains("not compared missing"));
    }

    @Test
    void whatOnlyARoundFindsIsOpenWithoutOne() {
        VerifyReport report = report(false, new Coverage(true, true, false), List.of(), 0);

        assertThat(report.members())
                .containsEntry("missing", null)
                .containsEntry("object_unclaimed", null)
                .containsEntry("altered", 0L);
    }

    @Test
    void numbersOfNothingReadAreUnknown() {
        Verdict verdict = new Verdict(false, new Coverage(false, false, false), List.of(), 0, 0, 0, 0, 0, List.of());
        VerifyReport report = new VerifyReport(verdict, Map.of(), new Freshness(0, 0), 1);

        assertThat(report.members())
                .containsEntry("orders", null)
                .containsEntry("changes", null)
                .containsEntry("landed", null)
                .containsEntry("rejected", null);
        assertThat(report.lines()).contains("? orders, ? changes written, ? landed, ? rejected");
    }

    @Test
    void aChangeThatIsDuplicatedInEachFormatLandedOnce() {
        ProofDifference json = new ProofDifference(Kind.DUPLICATED, "orders", "o", "e", "a.json", "c", 1, 1, "twice");
        ProofDifference parquet = new ProofDifference(Kind.DUPLICATED, "orders", "o", "e", "a", "c", 1, 1, "twice");

        assertThat(report(false, ALL, List.of(json, parquet), 0).landed()).isEqualTo(3);
    }

    @Test
    void rowsThatWereNotReadAreNoFormatWithoutRows() {
        LandingFigures figures = new LandingFigures(List.of("json", "avro", "parquet"));
        LandedRow row = new RowParser(Map.of(
                        "orders", new TableFingerprints(Verify.tables(null).get(0))))
                .row("orders", "{}".getBytes(StandardCharsets.UTF_8), 0, 2);
        figures.compared(new LedgerObject("landing/json/orders/x/a.json", 1, 1, ""), STORED, List.of(row));
        figures.compared(new LedgerObject("landing/avro/orders/x/a.avro", 1, 1, ""), STORED, List.of());

        assertThat(figures.formats()).containsExactly("json", "parquet");
        assertThat(figures.lacking()).isEqualTo(Map.of("parquet", 1L));
    }

    @Test
    void aTableThatDoesNotExistIsNamed() throws Exception {
        try (FakeDynamoDb dynamodb = new FakeDynamoDb()) {
            assertThatThrownBy(() -> new SourceTables(dynamodb).require(Verify.tables(null)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("table CustomerOrders of orders does not exist");
        }
    }

    private static VerifyReport report(
            boolean proven, Coverage coverage, List<ProofDifference> differences, long awaited) {
        Verdict verdict = new Verdict(proven, coverage, differences, 2, 4, awaited, 1, 0, List.of());
        return new VerifyReport(verdict, Map.of("json", 4L, "parquet", 5L), new Freshness(10, 20), 1.5);
    }
}
