package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A lake that the fleet made, damaged in one way at a time: the verifier has to find each within two rounds, call it by its name,
 * fall back to before it, and recover when it is mended.
 */
@ExtendWith(ProvenFleet.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedDefectTest {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final String BUCKET = "orderlake";
    private static final String LEDGER = "orderlake-ledger";
    private static final JsonMapper JSON = new JsonMapper();

    private DynamoDbClient dynamodb;
    private S3Client s3;
    private TestService verifier;

    @BeforeAll
    void useTheLake(ProvenFleet fleet) {
        dynamodb = fleet.dynamodb();
        s3 = fleet.s3();
        verifier = fleet.service("lake-verifier-service");
        awaitProven();
    }

    @Test
    void anObjectDeleted() {
        for (String key : List.of(anObject("json"), anObject("parquet"))) {
            ResponseBytes<GetObjectResponse> object = get(key);
            s3.deleteObject(delete -> delete.bucket(BUCKET).key(key));
            expect("object_gone");
            put(key, object.asByteArray(), object.response().metadata());
            awaitProven();
        }
    }

    @Test
    void aRowRepeated() throws Exception {
        damaged(lines -> lines.add(lines.get(0)), "duplicated");
    }

    @Test
    void aRowAltered() throws Exception {
        damaged(
                lines -> lines.set(0, lines.get(0).replaceFirst("\"quantity\":\\d+", "\"quantity\":424242")),
                "altered");
    }

    @Test
    void aRowGone() throws Exception {
        damaged(lines -> lines.remove(0), "missing");
    }

    @Test
    void aRowThatNobodyWrote() throws Exception {
        damaged(
                lines -> lines.add(
                        lines.get(0).replaceFirst("\"cdc_event_id\":\"[^\"]+\"", "\"cdc_event_id\":\"forged\"")),
                "extra");
    }

    @Test
    void aRowStale() throws Exception {
        String key = objectWith(lines -> newerOfTwo(lines).isPresent());
        damaged(key, this::putOlderInPlaceOfNewer, "stale");
    }

    @Test
    void aTableThatHasGoneOnWithoutAChangeInTheLake() {
        Map<String, AttributeValue> item = anItem();
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put("quantity", AttributeValue.fromN("424242"));
        // The stream is off while the row changes, so that nobody hears of it.
        stream(false);
        dynamodb.putItem(put -> put.tableName("CustomerOrders").item(changed));
        stream(true);

        expect("stale");

        dynamodb.putItem(put -> put.tableName("CustomerOrders").item(item));
        awaitProven();
    }

    private void stream(boolean on) {
        dynamodb.updateTable(table -> table.tableName("CustomerOrders")
                .streamSpecification(
                        on
                                ? StreamSpecification.builder()
                                        .streamEnabled(true)
                                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                                        .build()
                                : StreamSpecification.builder()
                                        .streamEnabled(false)
                                        .build()));
        dynamodb.waiter().waitUntilTableExists(table -> table.tableName("CustomerOrders"));
    }

    @Test
    void anObjectThatNoClaimNames() {
        String key = anObject("json").replaceAll("-\\d{10}\\.", "-0099999999.");
        put(key, get(anObject("json")).asByteArray(), Map.of());
        expect("object_unclaimed");
        s3.deleteObject(delete -> delete.bucket(BUCKET).key(key));
        awaitProven();
    }

    @Test
    void aClaimForged() {
        Map<String, AttributeValue> claim = aClaim();
        Map<String, AttributeValue> other = new HashMap<>(claim);
        other.put("rows", AttributeValue.fromN("7777"));
        putClaim(other);
        expect("claim_forged");
        putClaim(claim);
        awaitProven();

        Map<String, AttributeValue> beyond = new HashMap<>(claim);
        beyond.put("sk", AttributeValue.fromS("claim#0000999999"));
        putClaim(beyond);
        expect("claim_forged");
        remove(beyond);
        awaitProven();

        remove(claim);
        expect("claim_forged");
        putClaim(claim);
        awaitProven();
    }

    @Test
    void aRowAlteredAndTheLedgersChecksumForgedToFit() throws Exception {
        String key = anObject("json");
        ResponseBytes<GetObjectResponse> object = get(key);
        List<String> lines = lines(object.asByteArray());
        lines.set(0, lines.get(0).replaceFirst("\"quantity\":\\d+", "\"quantity\":424242"));
        byte[] forged = gzipped(lines);
        Map<String, AttributeValue> claim = claimOf(key);
        put(key, forged, object.response().metadata());
        putClaim(withChecksum(claim, key, forged));

        assertThat(expect("altered", "claim_forged")).isNotEmpty();

        put(key, object.asByteArray(), object.response().metadata());
        putClaim(claim);
        awaitProven();
    }

    private void damaged(Consumer<List<String>> defect, String kind) throws Exception {
        damaged(anObject("json"), defect, kind);
    }

    private void damaged(String key, Consumer<List<String>> defect, String kind) throws Exception {
        ResponseBytes<GetObjectResponse> object = get(key);
        List<String> lines = lines(object.asByteArray());
        Instant oldest = lines.stream()
                .map(line ->
                        Instant.parse(JSON.readTree(line).path("cdc_changed_at").asString("")))
                .min(Instant::compareTo)
                .orElseThrow();
        defect.accept(lines);
        put(key, gzipped(lines), object.response().metadata());

        JsonNode proof = expect(kind);

        assertThat(Instant.parse(proof.path("verified_through").asString(""))).isBefore(oldest.plusMillis(1));
        assertThat(proof.path("examples").findValuesAsString("object")).contains(key);
        put(key, object.asByteArray(), object.response().metadata());
        awaitProven();
    }

    /** Waits for two rounds to pass; by then the kinds must have been found. */
    private JsonNode expect(String... kinds) {
        long rounds = proof().path("rounds").asLong();
        // The round under way may have passed the place already, so it does not count.
        await().atMost(PATIENCE)
                .until(() -> Stream.of(kinds).allMatch(kind -> count(proof(), kind) > 0)
                        || proof().path("rounds").asLong() > rounds + 3);
        JsonNode proof = proof();
        for (String kind : kinds) {
            assertThat(count(proof, kind)).as("%s in %s", kind, proof).isPositive();
        }
        return proof;
    }

    private void awaitProven() {
        Instant now = Instant.now();
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode proof = proof();
            assertThat(proof.path("examples").toString()).isEqualTo("[]");
            assertThat(proof.path("rounds").asLong()).isPositive();
            assertThat(Instant.parse(proof.path("verified_through").asString("1970-01-01T00:00:00Z")))
                    .isAfter(now);
        });
    }

    private static long count(JsonNode proof, String kind) {
        return proof.path("differences").path(kind).asLong();
    }

    private JsonNode proof() {
        try {
            return JSON.readTree(verifier.get("/proof"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String anObject(String format) {
        return keys("landing/" + format + "/").get(1);
    }

    private List<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .filter(key -> !key.endsWith("/"))
                .toList();
    }

    private String objectWith(java.util.function.Predicate<List<String>> wanted) {
        return keys("landing/json/").stream()
                .filter(key -> wanted.test(lines(get(key).asByteArray())))
                .findFirst()
                .orElseThrow();
    }

    private static java.util.Optional<int[]> newerOfTwo(List<String> lines) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = JSON.readTree(lines.get(i));
            Integer before = first.putIfAbsent(line.path("order_id").asString(""), i);
            if (before != null && !line.path("cdc_op").asString("").equals("D")) {
                return java.util.Optional.of(new int[] {before, i});
            }
        }
        return java.util.Optional.empty();
    }

    /** The newer change's event with the older one's values. */
    private void putOlderInPlaceOfNewer(List<String> lines) {
        int[] two = newerOfTwo(lines).orElseThrow();
        String newer = lines.get(two[1]);
        String older = lines.get(two[0]);
        int own = older.indexOf("\"cdc_op\"");
        lines.set(two[1], older.substring(0, own) + newer.substring(newer.indexOf("\"cdc_op\"")));
    }

    private ResponseBytes<GetObjectResponse> get(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key));
    }

    private void put(String key, byte[] bytes, Map<String, String> metadata) {
        s3.putObject(put -> put.bucket(BUCKET).key(key).metadata(metadata), RequestBody.fromBytes(bytes));
    }

    private static List<String> lines(byte[] object) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(object))) {
            return new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] gzipped(List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private Map<String, AttributeValue> anItem() {
        return dynamodb.scan(scan -> scan.tableName("CustomerOrders")).items().stream()
                .filter(item ->
                        !Objects.requireNonNull(item.get("order_id")).s().startsWith(ProvenFleet.POISON))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, AttributeValue>> claims() {
        return dynamodb.scanPaginator(scan -> scan.tableName(LEDGER)).items().stream()
                .filter(item -> Objects.requireNonNull(item.get("sk")).s().startsWith("claim#"))
                .toList();
    }

    private Map<String, AttributeValue> aClaim() {
        return claims().get(0);
    }

    private Map<String, AttributeValue> claimOf(String object) {
        return claims().stream()
                .filter(item -> item.toString().contains(object))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, AttributeValue> withChecksum(Map<String, AttributeValue> claim, String key, byte[] bytes)
            throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Map<String, AttributeValue> forged = new HashMap<>(claim);
        forged.put(
                "objects",
                AttributeValue.fromL(Objects.requireNonNull(claim.get("objects")).l().stream()
                        .map(object -> {
                            Map<String, AttributeValue> one = new HashMap<>(object.m());
                            if (Objects.requireNonNull(one.get("key")).s().equals(key)) {
                                one.put("sha256", AttributeValue.fromS(sha256));
                                one.put("length", AttributeValue.fromN(Integer.toString(bytes.length)));
                            }
                            return AttributeValue.fromM(one);
                        })
                        .toList()));
        return forged;
    }

    private void putClaim(Map<String, AttributeValue> claim) {
        dynamodb.putItem(put -> put.tableName(LEDGER).item(claim));
    }

    private void remove(Map<String, AttributeValue> claim) {
        dynamodb.deleteItem(delete -> delete.tableName(LEDGER)
                .key(Map.of(
                        "pk", Objects.requireNonNull(claim.get("pk")), "sk", Objects.requireNonNull(claim.get("sk")))));
    }
}
