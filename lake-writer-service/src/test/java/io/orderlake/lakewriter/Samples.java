package io.orderlake.lakewriter;

import io.orderlake.contract.ChangeId;
import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Partitioning;
import io.orderlake.contract.Place;
import io.orderlake.contract.Position;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RowContent;
import io.orderlake.contract.RowEvent;
import io.orderlake.contract.RowRules;
import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that several tests need. */
public final class Samples {

    /** A century ahead, because DynamoDB Local removes expired items by the machine's clock. */
    public static final Instant NOON = Instant.parse("2126-11-20T12:00:00Z");

    public static final String STREAM = "order-events";
    public static final String SHARD = "shardId-000000000000";

    private Samples() {}

    public static Tables tables(Partitioning.Scheme scheme, String column) {
        return new Tables(List.of(orders(scheme, column)));
    }

    public static Tables tables() {
        return tables(Partitioning.Scheme.DATE, "order_date");
    }

    public static TableSpec orders(Partitioning.Scheme scheme, String column) {
        return new TableSpec(
                "orders",
                "CustomerOrders",
                List.of("order_id"),
                List.of(
                        column("order_id", "string"),
                        column("quantity", "long"),
                        column("price", "decimal(12,2)"),
                        column("total", "decimal(18,2)"),
                        column("exact", "decimal(38,10)"),
                        column("rate", "decimal(5,3)"),
                        column("gift", "boolean"),
                        column("shipping_address", "json"),
                        column("signature", "binary"),
                        column("status", "string"),
                        column("order_date", "date"),
                        column("updated_at", "timestamp"),
                        column("version", "long")),
                RowRules.NONE,
                new Partitioning(scheme, column),
                List.of(),
                Optional.of("updated_at"),
                Optional.empty());
    }

    public static RowEvent row(String orderId, long version, String sourceShard, int lane, int place) {
        return row(columns(orderId, version), sourceShard, lane, place);
    }

    public static RowEvent row(Map<String, @Nullable Object> columns, String sourceShard, int lane, int place) {
        Position position = Position.dynamodb(1, String.valueOf(place));
        return new RowEvent(
                new ChangeId(
                        sourceShard + "/" + lane + "/" + place,
                        "orders",
                        "{\"order_id\":\"" + columns.get("order_id") + "\"}",
                        position),
                new Place(sourceShard, lane, position.text()),
                ChangeOp.UPDATE,
                "dynamodb",
                new RowContent(columns, null, List.of("status", "version"), List.of(), null),
                NOON,
                NOON.plusMillis(5),
                NOON.plusMillis(9),
                false);
    }

    /** The same change from a foreign producer: only its event id is the same. */
    public static RowEvent foreign(RowEvent row, int place) {
        return placed(row, "foreign/shardId-000000000003", "%06d".formatted(place), false);
    }

    /** The same change sent again after it was rejected. */
    public static RowEvent redriven(RowEvent row, String object) {
        return placed(row, "redrive/" + object, "0000000000", true);
    }

    private static RowEvent placed(RowEvent row, String sourceShard, String sequence, boolean redriven) {
        return new RowEvent(
                row.id(),
                new Place(sourceShard, row.lane(), sequence),
                row.op(),
                row.source(),
                new RowContent(row.content().columns(), null, List.of(), List.of(), null),
                row.changedAt(),
                null,
                row.transformedAt(),
                redriven);
    }

    /** The reject of a change, at the change's place. */
    public static Reject rejected(RowEvent row) {
        return new Reject(
                row.key().getBytes(StandardCharsets.UTF_8),
                "transform",
                "a quantity of 0",
                row.id(),
                row.place(),
                NOON,
                null,
                row.redriven());
    }

    public static Map<String, @Nullable Object> columns(String orderId, long version) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("order_id", orderId);
        columns.put("quantity", 3L);
        columns.put("price", new BigDecimal("19.90"));
        columns.put("total", new BigDecimal("59.70"));
        columns.put("exact", new BigDecimal("-1234567890123456789012345678.0123456789"));
        columns.put("rate", new BigDecimal("-12.345"));
        columns.put("gift", true);
        columns.put("shipping_address", "{\"city\":\"Zürich\"}");
        columns.put("signature", "AQID");
        columns.put("status", "shipped");
        columns.put("order_date", version % 2 == 0 ? "2126-11-19" : "2126-11-20");
        columns.put("updated_at", "2126-11-20T11:59:58.123Z");
        columns.put("version", version);
        return columns;
    }

    public static StreamRecord in(String sequence, int index, LakeRecord lakeRecord) {
        return new StreamRecord(sequence, index, "k", LakeRecordJson.write(lakeRecord), NOON, null);
    }

    public static StreamRecord in(String sequence, int index, String data) {
        return new StreamRecord(sequence, index, "k", data.getBytes(StandardCharsets.UTF_8), NOON, null);
    }

    public static Lease lease(String shardId, String owner, long epoch, String... parents) {
        return new Lease(STREAM, shardId, Set.of(parents), owner, epoch, 0, null, false, null);
    }

    private static Column column(String name, String type) {
        return new Column(name, ColumnType.of(type));
    }
}
