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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

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
                .map(PlainValues::of)
                .forEach(row -> compare(row, last.remove(keyOf(row)), differences));
        last.values().stream()
                .filter(landed -> !landed.isDelete())
                .forEach(landed -> differences.add("extra " + keyOf(landed.columns())));
        return differences;
    }

    private Map<String, Landed> lastOfEachKey(LandingBucket bucket, List<String> differences) {
        Map<String, Landed> last = new HashMap<>();
        Set<String> events = new HashSet<>();
        bucket.keys("landing/json/" + name + "/").stream()
                .flatMap(object -> bucket.lines(object).stream())
                .map(Landed::read)
                .forEach(landed -> {
                    if (!events.add(landed.eventId())) {
                        differences.add("duplicated " + landed.eventId());
                    }
                    last.merge(keyOf(landed.columns()), landed, Landed::later);
                });
        return last;
    }

    private String keyOf(Map<String, Object> row) {
        return key.stream().map(column -> String.valueOf(row.get(column))).collect(Collectors.joining("/"));
    }

    private void compare(Map<String, Object> expected, @Nullable Landed landed, List<String> differences) {
        String itemKey = keyOf(expected);
        if (landed == null || landed.isDelete()) {
            differences.add("missing " + itemKey);
            return;
        }
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
