package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Damages a lake that the fleet wrote, in one way at a time. The verifier must find each defect within two rounds, report it
 * under its own kind, move verified_through to before it, and recover when the defect is repaired.
 */
@ExtendWith(ProvenFleet.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedDefectTest {

    private static final String ORDERS = "CustomerOrders";
    private static final JsonMapper JSON = new JsonMapper();

    private DynamoDbClient dynamodb;
    private LandingBucket bucket;
    private ClaimItems claims;
    private ProofClient proof;

    @BeforeAll
    void useTheLake(ProvenFleet fleet) {
        dynamodb = fleet.dynamodb();
        bucket = new LandingBucket(fleet.s3());
        claims = new ClaimItems(dynamodb);
        proof = new ProofClient(fleet.service("lake-verifier-service"));
        proof.awaitProven();
    }

    @Test
    void anObjectDeleted() {
        for (String key : List.of(anObject("json"), anObject("parquet"))) {
            ResponseBytes<GetObjectResponse> object = bucket.object(key);
            bucket.delete(key);
            proof.expect("object_gone");
            bucket.restore(key, object);
            proof.awaitProven();
        }
    }

    @Test
    void aRowRepeated() {
        damaged(lines -> lines.add(lines.get(0)), "duplicated");
    }

    @Test
    void aRowAltered() {
        damaged(PlantedDefectTest::alterTheFirst, "altered");
    }

    @Test
    void aRowGone() {
        damaged(lines -> lines.remove(0), "missing");
    }

    @Test
    void aRowThatNobodyWrote() {
        damaged(
                lines -> lines.add(
                        lines.get(0).replaceFirst("\"cdc_event_id\":\"[^\"]+\"", "\"cdc_event_id\":\"forged\"")),
                "extra");
    }

    @Test
    void aRowStale() {
        String key = bucket.objectWith(
                "landing/json/", lines -> twoVersionsOfARow(lines).isPresent());
        damaged(key, PlantedDefectTest::putTheOlderValuesIntoTheNewerRow, "stale");
    }

    @Test
    void aTableThatChangedWithoutAChangeInTheLake() {
        Map<String, AttributeValue> item = anItem();
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put("quantity", AttributeValue.fromN("424242"));
        // The stream is off while the row changes, so that no reader receives the change.
        stream(false);
        dynamodb.putItem(put -> put.tableName(ORDERS).item(changed));
        stream(true);

        proof.expect("stale");

        dynamodb.putItem(put -> put.tableName(ORDERS).item(item));
        proof.awaitProven();
    }

    @Test
    void anObjectThatNoClaimNames() {
        String key = anObject("json").replaceAll("-\\d{10}\\.", "-0099999999.");
        bucket.put(key, bucket.object(anObject("json")).asByteArray(), Map.of());
        proof.expect("object_unclaimed");
        bucket.delete(key);
        proof.awaitProven();
    }

    @Test
    void aClaimForged() {
        Map<String, AttributeValue> claim = claims.first();
        claims.put(ClaimItems.with(claim, "rows", AttributeValue.fromN("7777")));
        proof.expect("claim_forged");
        claims.put(claim);
        proof.awaitProven();
    }

    @Test
    void aClaimBeyondTheLastOne() {
        Map<String, AttributeValue> beyond =
                ClaimItems.with(claims.first(), "sk", AttributeValue.fromS("claim#0000999999"));
        claims.put(beyond);
        proof.expect("claim_forged");
        claims.remove(beyond);
        proof.awaitProven();
    }

    @Test
    void aClaimGone() {
        Map<String, AttributeValue> claim = claims.first();
        claims.remove(claim);
        proof.expect("claim_forged");
        claims.put(claim);
        proof.awaitProven();
    }

    @Test
    void aRowAlteredAndTheLedgersChecksumForgedToFit() {
        String key = anObject("json");
        Map<String, AttributeValue> claim = claims.of(key);
        ResponseBytes<GetObjectResponse> object = bucket.damage(key, PlantedDefectTest::alterTheFirst);
        claims.put(ClaimItems.withChecksum(claim, key, bucket.object(key).asByteArray()));

        proof.expect("altered", "claim_forged");

        bucket.restore(key, object);
        claims.put(claim);
        proof.awaitProven();
    }

    private void damaged(Consumer<List<String>> defect, String kind) {
        damaged(anObject("json"), defect, kind);
    }

    private void damaged(String key, Consumer<List<String>> defect, String kind) {
        Instant oldest = oldestChange(bucket.lines(key));
        ResponseBytes<GetObjectResponse> object = bucket.damage(key, defect);

        JsonNode found = proof.expect(kind);

        assertThat(Instant.parse(found.path("verified_through").asString(""))).isBefore(oldest.plusMillis(1));
        assertThat(found.path("examples").findValuesAsString("object")).contains(key);
        bucket.restore(key, object);
        proof.awaitProven();
    }

    private static Instant oldestChange(List<String> lines) {
        return lines.stream()
                .map(line ->
                        Instant.parse(JSON.readTree(line).path("cdc_changed_at").asString("")))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private String anObject(String format) {
        return bucket.keys("landing/" + format + "/").get(1);
    }

    private static void alterTheFirst(List<String> lines) {
        lines.set(0, lines.get(0).replaceFirst("\"quantity\":\\d+", "\"quantity\":424242"));
    }

    /** Where an older and a newer version of the same row are; the newer one is no delete. */
    private static Optional<int[]> twoVersionsOfARow(List<String> lines) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = JSON.readTree(lines.get(i));
            Integer before = first.putIfAbsent(line.path("order_id").asString(""), i);
            if (before != null && !line.path("cdc_op").asString("").equals("D")) {
                return Optional.of(new int[] {before, i});
            }
        }
        return Optional.empty();
    }

    private static void putTheOlderValuesIntoTheNewerRow(List<String> lines) {
        int[] two = twoVersionsOfARow(lines).orElseThrow();
        String newer = lines.get(two[1]);
        String older = lines.get(two[0]);
        int own = older.indexOf("\"cdc_op\"");
        lines.set(two[1], older.substring(0, own) + newer.substring(newer.indexOf("\"cdc_op\"")));
    }

    private void stream(boolean on) {
        StreamSpecification.Builder stream = StreamSpecification.builder().streamEnabled(on);
        if (on) {
            stream.streamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
        }
        dynamodb.updateTable(table -> table.tableName(ORDERS).streamSpecification(stream.build()));
        dynamodb.waiter().waitUntilTableExists(table -> table.tableName(ORDERS));
    }

    private Map<String, AttributeValue> anItem() {
        return dynamodb.scan(scan -> scan.tableName(ORDERS)).items().stream()
                .filter(item ->
                        !Objects.requireNonNull(item.get("order_id")).s().startsWith(ProvenFleet.POISON))
                .findFirst()
                .orElseThrow();
    }
}
