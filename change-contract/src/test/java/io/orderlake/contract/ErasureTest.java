package io.orderlake.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErasureTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Person ANN = new Person("c-1");
    private final TableSpec orders = TablesFile.shipped().named("orders").orElseThrow();

    @Test
    void ofARowOfThePersonNothingStaysButKeyAndPlace() {
        RowEvent row = row("c-1", "{\"customer_id\":\"c-1\",\"promo\":\"x\"}", "{\"note\":\"hello\"}");

        RowEvent left = Erasure.erased(row, orders, ANN).orElseThrow();

        assertThat(left.content().columns()).containsEntry("order_id", "o-1").containsKeys("customer_id", "price");
        assertThat(left.content().columns().entrySet())
                .filteredOn(column -> !column.getKey().equals("order_id"))
                .allMatch(column -> column.getValue() == null);
        assertThat(left.content().before()).isNull();
        assertThat(left.content().rescued()).isNull();
        assertThat(left.content().changedColumns()).isEmpty();
        assertThat(left.content().quality()).containsExactly("erased");
        assertThat(left)
                .extracting(RowEvent::op, RowEvent::eventId, RowEvent::key, RowEvent::position, RowEvent::lane)
                .containsExactly(row.op(), row.eventId(), row.key(), row.position(), row.lane());
        assertThat(LakeRecordJson.read(LakeRecordJson.write(left))).isEqualTo(left);
        assertThat(Erasure.erased(left, orders, ANN)).contains(left);
    }

    @Test
    void ofSomebodyElsesRowOnlyWhatNamesThePersonGoes() {
        RowEvent row = row("c-2", "{\"customer_id\":\"c-1\"}", "{\"friend\":{\"ids\":[\"c-3\",\"c-1\"]}}");

        RowEvent left = Erasure.erased(row, orders, ANN).orElseThrow();

        assertThat(left.content().columns()).isEqualTo(row.content().columns());
        assertThat(left.content().before()).isNull();
        assertThat(left.content().rescued()).isNull();
        assertThat(left.content().quality()).containsExactly("erased:cdc_before", "erased:cdc_rescued");
        assertThat(Erasure.isErased(left.content().quality())).isTrue();
    }

    @Test
    void aRowThatDoesNotNameThePersonStaysAsItIs() {
        RowEvent row = row("c-10", "{\"customer_id\":\"c-11\",\"quantity\":1}", null);

        assertThat(Erasure.erased(row, orders, ANN)).contains(row);
        assertThat(Erasure.erased(row, orders, new Person("1"))).contains(row);
        assertThat(Erasure.isErased(row.content().quality())).isFalse();
    }

    @Test
    void aRowWhosePersonDidNotFitItsColumnOrWasTakenAwayIsThePersons() {
        assertThat(Erasure.erased(row(null, null, "{\"Customer_Id\":\"c-1\"}"), orders, ANN)
                        .orElseThrow()
                        .content()
                        .quality())
                .containsExactly("erased");
        assertThat(Erasure.erased(row(null, "{\"a\":{\"b\":1},\"customer_id\":\"c-1\"}", null), orders, ANN)
                        .orElseThrow()
                        .content()
                        .quality())
                .containsExactly("erased");
    }

    @Test
    void aRowWhoseKeyIsThePersonGoes() {
        TableSpec carts = table("key: [customer_id], columns: { customer_id: string }, person: customer_id");

        assertThat(Erasure.erased(row("c-1", null, null), carts, ANN)).isEmpty();
    }

    @Test
    void aNumberNamesAPersonOnlyUnderThePersonsColumn() {
        Person five = new Person("5");

        assertThat(five.isNamedIn("{\"quantity\":5}", "customer_id")).isFalse();
        assertThat(five.isNamedIn("{\"customer_id\":5}", "customer_id")).isTrue();
        assertThat(five.is(5L)).isTrue();
        assertThat(five.is(null)).isFalse();
    }

    @Test
    void aRejectsOriginalIsSearchedWhateverItsForm() {
        String image = "{\"dynamodb\":{\"NewImage\":{\"customer_id\":{\"S\":\"c-1\"}}}}";
        byte[] sentAgain = ("{\"orderlake\":{\"original\":{\"stage\":\"lake\",\"gzip\":\""
                        + Base64.getEncoder().encodeToString(Gzip.of(image.getBytes(StandardCharsets.UTF_8))) + "\"}}}")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(names(image)).isTrue();
        assertThat(ANN.isNamedIn(sentAgain)).isTrue();
        assertThat(names("{\"cdc_before\":\"{\\\"customer_id\\\":\\\"c-1\\\"}\"}"))
                .isTrue();
        assertThat(names("{\"customer_id\":\"c-1\",")).isTrue();
        assertThat(names("\u0000garbage c-1\u0001")).isTrue();
        assertThat(names("{\"customer_id\":\"c-\\u0031\"}")).isTrue();
        assertThat(names("{\"customer_id\":\"c-10\"}")).isFalse();
        assertThat(names("garbage c-10 xc-1")).isFalse();
    }

    @Test
    void ofARejectThatNamesThePersonItsPlaceAndKindOfReasonStay() {
        Reject reject = new Reject(
                "{\"customer_id\":\"c-1\"}".getBytes(StandardCharsets.UTF_8),
                "lake",
                "Cannot land column price: expected decimal(12,2) but was c-1",
                new ChangeId("e-1", "orders", "{\"order_id\":\"o-1\"}", Position.dynamodb(1, "7")),
                new Place("shard-1", 3, "000001-7"),
                NOON,
                "s3://lake/oversize/e-1.json",
                false);

        Reject left = Erasure.erased(reject, ANN);

        assertThat(Erasure.names(reject, reject.original(), ANN)).isTrue();
        assertThat(left.original()).isEmpty();
        assertThat(left.pointer()).isNull();
        assertThat(left.erased()).isTrue();
        assertThat(left.reason()).isEqualTo("Cannot land column price");
        assertThat(left)
                .extracting(Reject::stage, Reject::eventId, Reject::sourceShard, Reject::sequence, Reject::rejectedAt)
                .containsExactly("lake", "e-1", "shard-1", "000001-7", NOON);
        assertThat(left.key()).isEqualTo(reject.key());
        assertThat(LakeRecordJson.read(LakeRecordJson.write(left)))
                .usingRecursiveComparison()
                .isEqualTo(left);
        assertThat(Erasure.names(left, left.original(), ANN)).isFalse();
    }

    @Test
    void theShippedOrdersAreAboutTheirCustomer() {
        assertThat(orders.person()).contains("customer_id");
    }

    @Test
    void aColumnThatCannotTellAPersonIsRefused() {
        String start = "key: [id], columns: { id: string, who: string, at: date }, ";
        assertThatThrownBy(() -> table(start + "person: nobody")).hasMessageContaining("nobody");
        assertThatThrownBy(() -> table(start + "person: at")).hasMessageContaining("string or long");
        assertThatThrownBy(() -> table(start + "person: who, mask: { who: hash }"))
                .hasMessageContaining("not masked");
        assertThatThrownBy(() -> table(start + "person: who, partition: { by: value, column: who }"))
                .hasMessageContaining("partition");
        assertThatThrownBy(() -> new Person(" ")).hasMessageContaining("Cannot forget");
    }

    private static boolean names(String original) {
        return ANN.isNamedIn(original.getBytes(StandardCharsets.UTF_8));
    }

    private static TableSpec table(String members) {
        String yaml = "tables: { carts: { source: Carts, " + members + " } }";
        return TablesFile.read("test", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .all()
                .iterator()
                .next();
    }

    private static RowEvent row(@Nullable String customer, @Nullable String before, @Nullable String rescued) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("order_id", "o-1");
        columns.put("customer_id", customer);
        columns.put("price", 5L);
        return new RowEvent(
                new ChangeId("e-1", "orders", "{\"order_id\":\"o-1\"}", Position.dynamodb(1, "7")),
                new Place("shard-1", 3, "000001-7"),
                ChangeOp.UPDATE,
                "dynamodb",
                new RowContent(columns, before, List.of("price"), List.of(), rescued),
                NOON,
                NOON,
                NOON,
                false);
    }
}
