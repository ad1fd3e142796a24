package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LandedRow.Details;
import io.orderlake.proof.lake.LandedRow.Erasure;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.once.LandingFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Freshness is the time from a row's own timestamp to the time at which its object was stored. */
class LandingFiguresTest {

    private static final long STORED_AT = 1_000_000;

    private final LandingFigures figures = new LandingFigures(List.of());

    @Test
    void withoutARowNoLatencyIsKnown() {
        assertThat(figures.latency(0.5)).isZero();
    }

    @Test
    void aLatencyIsTheOneThatTheShareOfRowsDidNotExceed() {
        List<LandedRow> rows = new ArrayList<>();
        IntStream.rangeClosed(1, 100).forEach(i -> rows.add(row("U", STORED_AT - i)));

        landed("a", rows);

        assertThat(figures.latency(0.5)).isEqualTo(50);
        assertThat(figures.latency(0.99)).isEqualTo(99);
        assertThat(figures.latency(1)).isEqualTo(100);
    }

    @Test
    void deletesAndRowsWithoutATimeAreNotMeasured() {
        landed("a", List.of(row("D", STORED_AT - 7000), row("U", 0), row("U", STORED_AT - 5)));

        assertThat(figures.latency(1)).isEqualTo(5);
    }

    @Test
    void anObjectThatIsComparedAgainIsMeasuredOnce() {
        landed("a", List.of(row("U", STORED_AT - 5)));
        landed("a", List.of(row("U", STORED_AT - 9000), row("U", STORED_AT - 9000)));

        assertThat(figures.latency(1)).isEqualTo(5);
        assertThat(figures.rows("json")).isEqualTo(2);
    }

    @Test
    void longLatenciesAreRoundedToTheirLeadingDigits() {
        landed("a", List.of(row("U", STORED_AT - 123_456)));

        assertThat(figures.latency(1)).isEqualTo(123_400);
    }

    @Test
    void aClockThatIsBehindShowsANegativeLatency() {
        landed("a", List.of(row("U", STORED_AT + 40)));

        assertThat(figures.latency(0.5)).isEqualTo(-40);
    }

    private void landed(String name, List<LandedRow> rows) {
        LedgerObject object = new LedgerObject("landing/json/orders/x/" + name + ".json", rows.size(), 1, "");
        figures.compared(object, new Stored(new byte[0], "", "", STORED_AT), rows);
    }

    private static LandedRow row(String op, long since) {
        return new LandedRow(
                "orders",
                "e",
                "k",
                op,
                "p",
                "s",
                0,
                "1",
                1,
                false,
                null,
                null,
                Erasure.NONE,
                new Details(1, since, ""));
    }
}
