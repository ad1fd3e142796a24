package io.orderlake.launcher.verify;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Which objects hold erased rows by what the ledger declares; asked for objects only that show such rows. */
final class DeclaredErasures {

    private static final String LEDGER = "orderlake-ledger";
    private static final Pattern FILE = Pattern.compile("(.+)-(shardId-[^./]+)-(\\d{10})\\.[^/]+");

    private final DynamoDbClient dynamodb;
    private final Map<String, Boolean> known = new HashMap<>();

    DeclaredErasures(DynamoDbClient dynamodb) {
        this.dynamodb = dynamodb;
    }

    boolean in(String key) {
        return known.computeIfAbsent(key, this::declared);
    }

    private boolean declared(String key) {
        Matcher file = FILE.matcher(key.substring(key.lastIndexOf('/') + 1));
        if (!file.matches()) {
            return false;
        }
        QueryRequest claim = QueryRequest.builder()
                .tableName(LEDGER)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                .expressionAttributeValues(Map.of(
                        ":pk", fromS(file.group(1) + "/" + file.group(2)), ":sk", fromS("claim#" + file.group(3))))
                .build();
        try {
            return dynamodb.queryPaginator(claim).items().stream()
                    .flatMap(item -> entries(item).stream())
                    .map(AttributeValue::m)
                    .filter(entry -> fromS(key).equals(entry.get("key")))
                    .anyMatch(DeclaredErasures::declares);
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    private static List<AttributeValue> entries(Map<String, AttributeValue> item) {
        @Nullable AttributeValue objects = item.get("objects");
        return objects == null ? List.of() : objects.l();
    }

    private static boolean declares(Map<String, AttributeValue> entry) {
        @Nullable AttributeValue intended = entry.get("erasing");
        return number(entry) > 0 || (intended != null && number(intended.m()) > 0);
    }

    private static long number(Map<String, AttributeValue> entry) {
        @Nullable AttributeValue erased = entry.get("erased");
        return erased == null ? 0 : Long.parseLong(erased.n());
    }
}
