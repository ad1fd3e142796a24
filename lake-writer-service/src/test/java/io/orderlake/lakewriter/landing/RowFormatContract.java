package io.orderlake.lakewriter.landing;

import static io.orderlake.lakewriter.Samples.SHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.contract.TablesFile;
import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.Outcome;
import io.orderlake.lakewriter.row.RecordParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every format of landing objects guarantees. */
public abstract class RowFormatContract {

    private static final Plan PLAN = Plan.of("lake", List.of("json"), Optional.empty(), Samples.tables());
    private static final TablePlan TABLE = PLAN.tables().get(0);

    /** The status identifies the person, because it may differ from row to row. */
    private static final TableSpec SPEC = TablesFile.read(
                    "test", new ByteArrayInputStream("""
            tables:
              orders:
                source: CustomerOrders
                key: [order_id]
                columns: { order_id: string, status: string, order_date: date }
                person: status
                partition: { by: date, column: order_date }
            """.getBytes(StandardCharsets.UTF_8)))
            .named("orders")
            .orElseThrow();

    private static final Person ANN = new Person("ann");

    protected abstract RowFormat format();

    @Test
    void nameAndEndingFitIntoAnObjectKey() {
        assertThat(format().name()).matches("[a-z][a-z0-9-]*");
        assertThat(format().ending()).matches("(\\.[a-z0-9]+)+");
        assertThat(format().contentType()).contains("/");
    }

    @Test
    void rowsAreDecodedAsTheyWereEncodedInTheirOrder() {
        List<Outcome.Row> rows = rows(30_000);

        assertThat(values(format().encode(TABLE, rows)))
                .extracting(Arrays::deepToString)
                .isEqualTo(texts(rows));
    }

    @Test
    void equalRowsGiveEqualBytes() {
        assertThat(format().encode(TABLE, rows(100))).isEqualTo(format().encode(TABLE, rows(100)));
    }

    @Test
    void bytesThatAreNoObjectAreRefused() {
        byte[] bytes = "neither rows nor columns".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> format().decode(bytes, TABLE, row -> {})).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> format().erase(bytes, SPEC, ANN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anObjectThatDoesNotNameThePersonStaysByteForByte() {
        byte[] object = format().encode(TABLE, rows(3));

        ErasedObject erased = format().erase(object, SPEC, ANN);

        assertThat(erased.bytes()).isEqualTo(object);
        assertThat(erased.found()).isZero();
        assertThat(erased.rows()).isEqualTo(3);
        assertThat(erased.erased()).isZero();
    }

    @Test
    void rowsOfThePersonKeepOnlyTheirKeyAndPosition() {
        List<Outcome.Row> rows = List.of(row("o-1", "ann", 1), row("o-2", "bob", 2), row("o-3", "ann", 3));

        ErasedObject erased = format().erase(format().encode(TABLE, rows), SPEC, ANN);

        assertThat(erased.found()).isEqualTo(2);
        assertThat(erased.rows()).isEqualTo(3);
        assertThat(erased.erased()).isEqualTo(2);
        List<@Nullable Object[]> left = values(erased.bytes());
        assertThat(left.get(0)[TABLE.indexOf("order_id")]).isEqualTo("o-1");
        assertThat(left.get(0)[TABLE.indexOf("status")]).isNull();
        assertThat(left.get(0)[TABLE.indexOf("price")]).isNull();
        assertThat(left.get(0)[TABLE.indexOf("cdc_event_id")]).isEqualTo("s/4/1");
        assertThat(left.get(0)[TABLE.indexOf("cdc_quality")]).isEqualTo(List.of("erased"));
        assertThat(Arrays.deepToString(left.get(1))).isEqualTo(texts(rows).get(1));
    }

    @Test
    void anErasureThatIsRepeatedFindsNothing() {
        byte[] object = format().encode(TABLE, List.of(row("o-1", "ann", 1)));
        byte[] once = format().erase(object, SPEC, ANN).bytes();

        ErasedObject again = format().erase(once, SPEC, ANN);

        assertThat(again.found()).isZero();
        assertThat(again.erased()).isEqualTo(1);
        assertThat(again.bytes()).isEqualTo(once);
    }

    @Test
    void anObjectWithoutRowsIsAnObject() {
        byte[] none = format().encode(TABLE, List.of());

        assertThat(values(none)).isEmpty();
    }

    /** Every third row has no value but its key. */
    private static List<Outcome.Row> rows(int count) {
        List<Outcome.Row> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Map<String, @Nullable Object> columns =
                    i % 3 == 0 ? new LinkedHashMap<>(Map.of("order_id", "o-" + i)) : Samples.columns("o-" + i, i);
            rows.add(row(columns, i));
        }
        return rows;
    }

    private static Outcome.Row row(String orderId, String status, int place) {
        Map<String, @Nullable Object> columns = Samples.columns(orderId, place);
        columns.put("status", status);
        return row(columns, place);
    }

    private static Outcome.Row row(Map<String, @Nullable Object> columns, int place) {
        RecordParser parser = new RecordParser(SHARD, PLAN);
        return (Outcome.Row) parser.parse(Samples.in("7", place, Samples.row(columns, "s", 4, place)));
    }

    private static List<String> texts(List<Outcome.Row> rows) {
        return rows.stream().map(row -> Arrays.deepToString(row.values())).toList();
    }

    private List<@Nullable Object[]> values(byte[] object) {
        List<@Nullable Object[]> values = new ArrayList<>();
        format().decode(object, TABLE, values::add);
        return values;
    }
}
