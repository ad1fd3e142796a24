package io.orderlake.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orderlake.benchmarks.cost.CountedRun.Calls;
import io.orderlake.benchmarks.cost.CountedRun.StreamTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the cost table is reckoned, and that docs/costs.md shows it. */
class CostTableTest {

    private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Prices PRICES = Prices.read(HOME.resolve("harness/benchmarks/prices.yml"));

    /** 100 changes of 1,000 bytes a second, for 100 s. */
    private static final CountedRun RUN =
            run(10_000, new Calls("lake-writer", "s3", "PutObject", "b/landing", 100, 0, 0, 100));

    @TempDir
    Path folder;

    @Test
    void whatTheApplicationCallsItselfIsNobodysCost() {
        CountedRun more = run(
                10_000,
                new Calls("lake-writer", "s3", "PutObject", "b/landing", 100, 0, 0, 100),
                new Calls("order-writer", "dynamodb", "PutItem", "CustomerOrders", 10_000, 0, 0, 20_000));
        assertThat(MonthlyCost.ofFleet(more, PRICES)).isEqualTo(MonthlyCost.ofFleet(RUN, PRICES));
    }

    @Test
    void onePutASecondCostsAMonthOfPuts() {
        assertThat(MonthlyCost.ofFleet(RUN, PRICES).items().get("S3 requests")).isCloseTo(2_628 * 0.005, within(0.01));
    }

    @Test
    void firehoseBillsASmallRecordAsFiveKilobytes() {
        double gb = 100.0 * 2_628_000 * 5_120 / (1L << 30);
        double partitionedObjects = 2_628 * 0.005;
        assertThat(MonthlyCost.ofManaged(RUN, PRICES).items().get("Firehose"))
                .isCloseTo(gb * (0.029 + 0.02 + 0.018) + partitionedObjects, within(0.01));
    }

    @Test
    void aPriceThatIsMissingIsNamed() throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.yml"), "source: here\nseen: today\n");
        assertThatThrownBy(() -> Prices.read(prices)).hasMessageContaining("kinesis_shard_hour");
    }

    @Test
    void docsShowTheTableOfTheCountedCalls() throws IOException {
        String table =
                new CostTable(PRICES, CountedRun.File.read(HOME.resolve("harness/benchmarks/calls.json"))).markdown();
        assertThat(Files.readString(HOME.resolve("docs/costs.md")))
                .as("docs/costs.md; run CostTable (harness/benchmarks/README.md) and put its output there")
                .contains(table);
    }

    private static CountedRun run(long changes, Calls... calls) {
        return new CountedRun(
                100,
                changes,
                Map.of("transformer", 1.0),
                Map.of("order-changes", new StreamTotals(100, changes, 0, changes * 1_000, changes)),
                List.of(calls));
    }
}
