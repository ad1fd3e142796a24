package io.orderlake.lakewriter.landing;

import static io.orderlake.lakewriter.Samples.SHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.row.Outcome;
import io.orderlake.lakewriter.row.RecordParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandedRowsTest {

    private static final Plan PLAN = Plan.of("lake", List.of("json", "parquet"), Optional.empty(), Samples.tables());

    @ParameterizedTest
    @ValueSource(strings = {"json", "parquet"})
    void whatWasWrittenIsReadAgain(String format) {
        List<Outcome.Row> rows = rows(30_000);
        RowFormat writer = format.equals("json") ? new JsonLinesFormat() : new ParquetFormat();

        List<String> read = new ArrayList<>();
        byte[] object = writer.encode(PLAN.tables().get(0), rows);
        LandedRows.read(format, object, PLAN.tables().get(0), values -> read.add(Arrays.deepToString(values)));

        assertThat(read)
                .isEqualTo(rows.stream()
                        .map(row -> Arrays.deepToString(row.values()))
                        .toList());
    }

    @Test
    void parquetIsReadWhereThereIsSome() {
        assertThat(LandedRows.format(PLAN)).isEqualTo("parquet");
        assertThat(LandedRows.format(Plan.of("lake", List.of("json"), Optional.empty(), Samples.tables())))
                .isEqualTo("json");
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThatThrownBy(() ->
                        LandedRows.read("parquet", new byte[100], PLAN.tables().get(0), row -> {}))
                .hasMessageContaining("not a Parquet file");
    }

    private static List<Outcome.Row> rows(int count) {
        List<Outcome.Row> rows = new ArrayList<>();
        RecordParser reading = new RecordParser(SHARD, PLAN);
        for (int i = 1; i <= count; i++) {
            Map<String, @Nullable Object> columns =
                    i % 3 == 0 ? new LinkedHashMap<>(Map.of("order_id", "o-" + i)) : Samples.columns("o-" + i, i);
            rows.add((Outcome.Row) reading.read(Samples.in("7", i, Samples.row(columns, "s", 4, i))));
        }
        return rows;
    }
}
