package io.orderlake.fleet;

import io.orderlake.fleet.PlainValues.Landed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares a scan of a table with the JSON lines of its landing objects. It shares no code with the judge and the pipeline, so
 * that their agreement is more than one error that both make.
 *
 * @param name of the table in the lake
 * @param filled columns that an enrichment may fill
 */
record ScanComparison(String name, String source, List<String> key, Set<String> masked, Set<String> filled) {

    private static final String MASKED = "\"?(\\*\\*\\*|[0-9a-f]{64})\"?";

    /** A sentence for each difference. */
    List<String> differences(DynamoDbClient dynamodb, LandingBucket bucket) {
        List<String> differences = new ArrayList<>();
        Map<String, Landed> last = lastOfEachKey(bucket, differences);
        dynamodb.scanPaginator(scan -> scan.tableName(source).consistentRead(true)).items().stream()
                .forEach(item -> {
                    String itemKey = keyOf(PlainValues.of(item));
                    Landed landed = last.remove(itemKey);
                    if (landed == null || landed.isDelete()) {
                        differences.add("missing " + itemKey);
                    } else {
                        compare(itemKey, item, landed, differences);
                    }
                });
        last.values().stream()
                .filter(landed -> !landed.isDelete())
                .forEach(landed -> differences.add("extra " + keyOf(landed.columns())));
        return differences;
    }

    private Map<String, Landed> lastOfEachKey(LandingBucket bucket, List<String> differences) {
        Map<String, Landed> last = new HashMap<>();
        Set<String> events = new HashSet<>();
        for (String object : bucket.keys("landing/json/" + name + "/")) {
            for (String line : bucket.lines(object)) {
                Landed landed = Landed.read(line);
                if (!events.add(landed.eventId())) {
                    differences.add("duplicated " + landed.eventId());
                }
                last.merge(
                        keyOf(landed.columns()),
                        landed,
                        (one, other) -> one.position().compareTo(other.position()) > 0 ? one : other);
            }
        }
        return last;
    }

    private String keyOf(Map<String, Object> row) {
        return key.stream().map(column -> String.valueOf(row.get(column))).collect(Collectors.joining("/"));
    }

    private void compare(String itemKey, Map<String, AttributeValue> item, Landed landed, List<String> differences) {
        Map<String, Object> expected = PlainValues.of(item);
        expected.forEach((attribute, value) -> {
            Object found = landed.valueOf(attribute);
            if (found == null || !agree(attribute, value, found)) {
                differences.add("altered " + itemKey + ": " + attribute + " is " + value + " but landed as " + found);
            }
        });
        landed.names().stream()
                .filter(column -> !expected.containsKey(column) && !filled.contains(column))
                .forEach(column -> differences.add("altered " + itemKey + ": " + column + " is not at the source"));
    }

    private boolean agree(String attribute, Object expected, Object found) {
        if (masked.contains(attribute.toLowerCase(Locale.ROOT))) {
            return Objects.toString(found).matches(MASKED);
        }
        Set<Object> meanings = PlainValues.meanings(expected);
        meanings.retainAll(PlainValues.meanings(found));
        return !meanings.isEmpty();
    }
}
