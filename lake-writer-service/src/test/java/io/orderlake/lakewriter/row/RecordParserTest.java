package io.orderlake.lakewriter.row;

import static io.orderlake.lakewriter.Samples.NOON;
import static io.orderlake.lakewriter.Samples.SHARD;
import static io.orderlake.lakewriter.Samples.columns;
import static io.orderlake.lakewriter.Samples.in;
import static io.orderlake.lakewriter.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.ChangeId;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Partitioning;
import io.orderlake.contract.Partitioning.Scheme;
import io.orderlake.contract.Place;
import io.orderlake.contract.Position;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.stream.StreamRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordParserTest {

    private final RecordParser parser = parser(Scheme.DATE, "order_date");

    @Test
    void aRowThatFitsKeepsItsBytes() {
        StreamRecord streamRecord = in("7", 0, row("o-1", 1, "s", 4, 1));
        Outcome.Row read = (Outcome.Row) parser.parse(streamRecord);

        assertThat(read.line()).isSameAs(streamRecord.data());
        assertThat(read.folder()).isEqualTo("order_date=2126-11-20");
        assertThat(read.freshFrom()).isEqualTo(Instant.parse("2126-11-20T11:59:58.123Z"));
    }

    @Test
    void aRowThatIsNotExactlyOneLineIsWrittenAsOne() {
        String line = new String(LakeRecordJson.write(row("o-1", 1, "s", 4, 1)), StandardCharsets.UTF_8);
        assertThat(parser.parse(in("7", 0, line.replace(",", ",\n"))).line())
                .asString()
                .isEqualTo(line);
        assertThat(parser.parse(in("7", 0, line.strip())).line()).asString().isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quantity   | three                    | expected long but was three",
                "price      | 1.999                    | expected decimal(12,2) but was 1.999",
                "price      | 12345678901.00           | expected decimal(12,2) but was 12345678901.00",
                "order_date | 2026-13-01               | expected date but was 2026-13-01",
                "updated_at | yesterday                | expected timestamp but was yesterday",
                "updated_at | 2126-11-20T12:00:00.1234Z | expected timestamp but was 2126-11-20T12:00:00.1234Z",
                "signature  | %%%                      | expected binary but was %%%",
                "gift       | yes                      | expected boolean but was yes",
                "no_such    | 1                        | table orders has no such column",
            })
    void aValueThatDoesNotFitIsARejectAtTheRowsPlace(String column, String value, String reason) {
        Map<String, @Nullable Object> columns = columns("o-1", 1);
        columns.put(column, column.equals("price") ? new BigDecimal(value) : value);
        RowEvent row = row(columns, "s", 4, 1);
        Reject reject = rejected(in("7", 0, row));

        assertThat(reject.reason()).contains("column " + column).contains(reason);
        assertThat(reject.stage()).isEqualTo("lake");
        assertThat(reject.original()).isEqualTo(LakeRecordJson.write(row));
        assertThat(reject.eventId()).isEqualTo(row.eventId());
        assertThat(reject.sourceShard()).isEqualTo("s");
        assertThat(reject.lane()).isEqualTo(4);
        assertThat(reject.sequence()).isEqualTo(row.sequence());
        assertThat(reject.rejectedAt()).isEqualTo(NOON);
    }

    @Test
    void numbersFitWithoutLossOrNotAtAll() {
        Map<String, @Nullable Object> columns = columns("o-1", 1);
        columns.put("quantity", new BigDecimal("7.0"));
        columns.put("price", 5L);
        Outcome.Row read = (Outcome.Row) parser.parse(in("7", 0, row(columns, "s", 4, 1)));
        assertThat(read.values()).contains(7L, new BigDecimal("5.00"));
    }

    @Test
    void anUnknownTableIsNamed() {
        String line = new String(LakeRecordJson.write(row("o-1", 1, "s", 4, 1)), StandardCharsets.UTF_8);
        Reject reject = rejected(in("7", 0, line.replace("\"cdc_table\":\"orders\"", "\"cdc_table\":\"items\"")));
        assertThat(reject.reason()).isEqualTo("Cannot land a row: no table is named \"items\"");
        assertThat(reject.sourceShard()).isEqualTo("s");
    }

    @Test
    void aRecordThatCannotBeReadKeepsItsPlaceIfItHasOne() {
        Reject reject = rejected(in(
                "7", 2, "{\"cdc_op\":\"?\",\"cdc_source_shard\":\"s\",\"cdc_lane\":4,\"cdc_position\":\"000001-9\"}"));
        assertThat(reject.sourceShard()).isEqualTo("s");
        assertThat(reject.lane()).isEqualTo(4);
        assertThat(reject.sequence()).isEqualTo("000001-9");
    }

    @Test
    void aRecordWithoutAPlaceGetsThatOfItsKinesisRecord() {
        for (String data : List.of("{no json", "", "[]", "{\"cdc_source_shard\":\"s\",\"cdc_lane\":99999}")) {
            Reject reject = rejected(in("7", 2, data));
            assertThat(reject.sourceShard()).isEqualTo("lake/" + SHARD);
            assertThat(reject.sequence()).isEqualTo("0".repeat(59) + "7-000002");
            assertThat(reject.original()).asString().isEqualTo(data);
        }
    }

    @Test
    void aPackedRecordWithADefectIsARejectWithTheDefectAsReason() {
        byte[] data = {1, 2, 3};
        Reject reject = rejected(new StreamRecord("7", 0, "k", data, NOON, "Cannot unpack: bad digest"));
        assertThat(reject.reason()).isEqualTo("Cannot unpack: bad digest");
        assertThat(reject.original()).isEqualTo(data);
    }

    @Test
    void aNameTooLongForTheLedgerIsRejected() {
        Reject reject = rejected(in("7", 0, row("o-1", 1, "s".repeat(501), 4, 1)));
        assertThat(reject.sourceShard()).isEqualTo("lake/" + SHARD);
    }

    @Test
    void aRejectOfAnEarlierStageStaysWhatItIs() {
        Reject reject = new Reject(
                new byte[] {1},
                "transform",
                "why",
                new ChangeId("e-1", null, null, new Position("p")),
                new Place("s", 4, "p"),
                NOON,
                null,
                true);
        assertThat(rejected(in("7", 0, reject))).usingRecursiveComparison().isEqualTo(reject);
    }

    @Property(tries = 300)
    void neverThrows(@ForAll byte[] data) {
        assertThat(parser.parse(new StreamRecord("7", 0, "k", data, NOON, null)))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({
        "DATE,  order_date,    order_date=2126-11-20",
        "DATE,  updated_at,    updated_at=2126-11-20",
        "DATE,  cdc_changed_at,cdc_changed_at=2126-11-20",
        "HOUR,  updated_at,    updated_at=2126-11-20/hour=11",
        "VALUE, status,        status=in%20transit%2Fcustoms%3D1",
        "VALUE, cdc_op,        cdc_op=U",
        "VALUE, price,         price=19.90",
        "VALUE, quantity,      quantity=3",
        "VALUE, gift,          gift=true",
        "VALUE, order_date,    order_date=2126-11-20",
    })
    void foldersComeFromTheRow(Scheme scheme, String column, String folder) {
        Map<String, @Nullable Object> columns = columns("o-1", 1);
        columns.put("status", "in transit/customs=1");
        assertThat(folder(scheme, column, columns)).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "DATE,  order_date, order_date=2126-11-20",
        "HOUR,  updated_at, updated_at=2126-11-20/hour=12",
        "VALUE, status,     status=2126-11-20",
    })
    void theDateOfTheChangeReplacesAMissingValue(Scheme scheme, String column, String folder) {
        Map<String, @Nullable Object> columns = columns("o-1", 1);
        columns.remove(column);
        assertThat(folder(scheme, column, columns)).isEqualTo(folder);
        columns.put(column, null);
        assertThat(folder(scheme, column, columns)).isEqualTo(folder);
    }

    private static String folder(Scheme scheme, String column, Map<String, @Nullable Object> columns) {
        return ((Outcome.Row) parser(scheme, column).parse(in("7", 0, row(columns, "s", 4, 1)))).folder();
    }

    private Reject rejected(StreamRecord streamRecord) {
        return ((Outcome.Rejected) parser.parse(streamRecord)).lakeRecord();
    }

    private static RecordParser parser(Partitioning.Scheme scheme, String column) {
        return new RecordParser(
                SHARD, Plan.of("lake", List.of("json"), Optional.empty(), Samples.tables(scheme, column)));
    }
}
