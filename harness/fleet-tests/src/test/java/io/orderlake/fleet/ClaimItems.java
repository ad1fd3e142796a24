package io.orderlake.fleet;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The claims in the ledger's table, to be read and forged. */
final class ClaimItems {

    private static final String LEDGER = "orderlake-ledger";

    private final DynamoDbClient dynamodb;

    ClaimItems(DynamoDbClient dynamodb) {
        this.dynamodb = dynamodb;
    }

    Map<String, AttributeValue> first() {
        return all().get(0);
    }

    /** The claim that names an object. */
    Map<String, AttributeValue> of(String object) {
        return all().stream()
                .filter(item -> item.toString().contains(object))
                .findFirst()
                .orElseThrow();
    }

    void put(Map<String, AttributeValue> claim) {
        dynamodb.putItem(put -> put.tableName(LEDGER).item(claim));
    }

    void remove(Map<String, AttributeValue> claim) {
        dynamodb.deleteItem(delete -> delete.tableName(LEDGER)
                .key(Map.of(
                        "pk", Objects.requireNonNull(claim.get("pk")), "sk", Objects.requireNonNull(claim.get("sk")))));
    }

    private List<Map<String, AttributeValue>> all() {
        return dynamodb.scanPaginator(scan -> scan.tableName(LEDGER)).items().stream()
                .filter(item -> Objects.requireNonNull(item.get("sk")).s().startsWith("claim#"))
                .toList();
    }

    /** The claim with one attribute changed. */
    static Map<String, AttributeValue> with(Map<String, AttributeValue> claim, String attribute, AttributeValue value) {
        Map<String, AttributeValue> forged = new HashMap<>(claim);
        forged.put(attribute, value);
        return forged;
    }

    /** The claim with the length and the checksum of other bytes for one of its objects. */
    static Map<String, AttributeValue> withChecksum(Map<String, AttributeValue> claim, String key, byte[] bytes) {
        List<AttributeValue> objects = Objects.requireNonNull(claim.get("objects")).l().stream()
                .map(object -> hasKey(object, key) ? withChecksum(object, bytes) : object)
                .toList();
        return with(claim, "objects", AttributeValue.fromL(objects));
    }

    private static boolean hasKey(AttributeValue object, String key) {
        return Objects.requireNonNull(object.m().get("key")).s().equals(key);
    }

    private static AttributeValue withChecksum(AttributeValue object, byte[] bytes) {
        Map<String, AttributeValue> forged = new HashMap<>(object.m());
        forged.put("sha256", AttributeValue.fromS(sha256(bytes)));
        forged.put("length", AttributeValue.fromN(Integer.toString(bytes.length)));
        return AttributeValue.fromM(forged);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
