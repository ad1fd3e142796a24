package io.orderlake.lakewriter.forget;

import static io.orderlake.lakewriter.Samples.NOON;
import static io.orderlake.lakewriter.Samples.in;

import io.orderlake.contract.ChangeId;
import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Person;
import io.orderlake.contract.Place;
import io.orderlake.contract.Position;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RowContent;
import io.orderlake.contract.RowEvent;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.lakewriter.LandedLake;
import io.orderlake.lakewriter.SharedLocalAws;
import io.orderlake.lakewriter.landing.JsonArraysFormat;
import io.orderlake.lakewriter.landing.JsonLinesFormat;
import io.orderlake.lakewriter.ledger.DynamoErasures;
import io.orderlake.lakewriter.ledger.Erasures;
import io.orderlake.lakewriter.sink.StoredObjects;
import io.orderlake.stream.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/** Lakes that name Ann in every possible way, and other persons, too. */
final class AnnsOrders {

    static final Duration ALL = Duration.ofHours(1);
    static final Person ANN = new Person("c-ann");
    static final Tables SHIPPED = TablesFile.shipped();

    private AnnsOrders() {}

    static LandedLake filled(String formats) {
        LandedLake lake = new LandedLake(SHIPPED, List.of(formats.split(",")));
        put(lake, "oversize/e6.json", bytes("{\"customer_id\":{\"S\":\"c-ann\"}}"));
        put(lake, "oversize/e7.json", bytes("{\"customer_id\":{\"S\":\"c-bob\"}}"));
        lake.land(lake.lease("a"), records(lake.bucket));
        return lake;
    }

    static List<StreamRecord> records(String bucket) {
        return List.of(
                in("7", 0, row("e1", "o-1", "c-ann", "{\"customer_id\":\"c-ann\"}")),
                in("7", 1, row("e2", "o-2", "c-bob", "{\"customer_id\":\"c-bob\"}")),
                in("8", 0, row("e3", "o-3", "c-bob", "{\"customer_id\":\"c-ann\"}")),
                in("8", 1, reject("e4", "{\"customer_id\":\"c-bob\"}", null)),
                in("8", 2, reject("e5", "no json of c-ann", null)),
                in("8", 3, reject("e6", "", "s3://" + bucket + "/oversize/e6.json")),
                in("9", 0, row("e8", "o-1", "c-ann", null)),
                in("9", 1, row("e9", "o-4", "c-ann2", null)));
    }

    static RowEvent row(String eventId, String orderId, String customer, @Nullable String before) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("order_id", orderId);
        columns.put("customer_id", customer);
        columns.put("product_name", "Lamp");
        columns.put("order_date", orderId.equals("o-2") ? "2126-11-19" : "2126-11-20");
        Position position = Position.dynamodb(1, eventId.substring(1));
        return new RowEvent(
                new ChangeId(eventId, "orders", "{\"order_id\":\"" + orderId + "\"}", position),
                new Place("s", 1, position.text()),
                ChangeOp.UPDATE,
                "dynamodb",
                new RowContent(columns, before, List.of("product_name"), List.of(), null),
                NOON,
                NOON,
                NOON,
                false);
    }

    private static Reject reject(String eventId, String original, @Nullable String pointer) {
        Position position = Position.dynamodb(1, eventId.substring(1));
        return new Reject(
                bytes(original),
                "transform",
                "Cannot read: it was that",
                new ChangeId(eventId, "orders", null, position),
                new Place("s", 1, position.text()),
                NOON,
                pointer,
                false);
    }

    static void put(LandedLake lake, String key, byte[] bytes) {
        SharedLocalAws.s3().putObject(put -> put.bucket(lake.bucket).key(key), RequestBody.fromBytes(bytes));
    }

    static byte[] gzipped(RowEvent row) {
        return new JsonLinesFormat().encodeLines(List.of(LakeRecordJson.write(row)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Erases Ann from the whole lake. */
    static Forgotten forget(LandedLake lake) {
        return forget(lake, ANN);
    }

    static Forgotten forget(LandedLake lake, Person person) {
        return erasure(lake, lake.objects(), erasuresInLedger()).run(person, ErasureCursor.FIRST, ALL);
    }

    static PersonErasure erasure(LandedLake lake, StoredObjects objects, Erasures erasures) {
        PersonErasure.Scope scope = new PersonErasure.Scope(lake.bucket, lake.tables(), JsonArraysFormat.ADDED);
        return new PersonErasure(objects, erasures, scope, () -> NOON);
    }

    static Erasures erasuresInLedger() {
        return new DynamoErasures(SharedLocalAws.dynamodb(), LandedLake.LEDGER);
    }
}
