package io.orderlake.lakewriter.forget;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.orderlake.contract.Person;
import io.orderlake.contract.Timestamps;
import io.orderlake.lakewriter.forget.ClaimedObject.Place;
import io.orderlake.lakewriter.forget.ClaimedObject.Rewritten;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Erasures in the ledger's table: docs/formats.md names the attributes. */
final class DynamoErasures implements Erasures {

    private static final Pattern FILE = Pattern.compile("(.+)-(shardId-[^./]+)-(\\d{10})\\.[^/]+");
    private static final Map<String, String> ENTRY = Map.of(
            "#objects", "objects",
            "#key", "key",
            "#sha256", "sha256",
            "#length", "length",
            "#erasing", "erasing",
            "#erased", "erased",
            "#removed", "removed",
            "#landed", "landed");
    private static final String RECORDS = "erasures";

    private final DynamoDbClient dynamodb;
    private final String table;

    DynamoErasures(DynamoDbClient dynamodb, String table) {
        this.dynamodb = dynamodb;
        this.table = table;
    }

    @Override
    public Optional<ClaimedObject> claimed(String key) {
        Matcher file = FILE.matcher(key.substring(key.lastIndexOf('/') + 1));
        if (!file.matches()) {
            return Optional.empty();
        }
        QueryRequest claim = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                .expressionAttributeValues(Map.of(
                        ":pk", fromS(file.group(1) + "/" + file.group(2)), ":sk", fromS("claim#" + file.group(3))))
                .build();
        for (Map<String, AttributeValue> item : dynamodb.queryPaginator(claim).items()) {
            List<AttributeValue> objects =
                    item.getOrDefault("objects", fromL(List.of())).l();
            for (int i = 0; i < objects.size(); i++) {
                if (text(objects.get(i).m(), "key").equals(key)) {
                    Place place = new Place(text(item, "pk"), text(item, "sk"), i);
                    return Optional.of(claimed(place, objects.get(i).m()));
                }
            }
        }
        return Optional.empty();
    }

    private static ClaimedObject claimed(Place place, Map<String, AttributeValue> entry) {
        return new ClaimedObject(
                place,
                text(entry, "key"),
                (int) number(entry, "rows"),
                number(entry, "length"),
                text(entry, "sha256"),
                Optional.ofNullable(entry.get("erasing")).map(intended -> rewritten(intended.m())));
    }

    private static Rewritten rewritten(Map<String, AttributeValue> entry) {
        return new Rewritten(number(entry, "length"), text(entry, "sha256"), (int) number(entry, "erased"), (int)
                number(entry, "removed"));
    }

    @Override
    public boolean intend(ClaimedObject seen, Rewritten to) {
        Map<String, AttributeValue> intended = new HashMap<>(version(to.length(), to.sha256()));
        intended.put("erased", number(to.erased()));
        intended.put("removed", number(to.removed()));
        return update(
                seen,
                "SET {entry}.#erasing = :erasing",
                "{entry}.#key = :key AND {entry}.#sha256 = :sha256",
                Map.of(":erasing", fromM(intended), ":key", fromS(seen.key()), ":sha256", fromS(seen.sha256())));
    }

    /** What the object was when it landed stays: by it the claim can still be told to be the one that was made. */
    @Override
    public boolean settle(ClaimedObject seen, Rewritten to) {
        return update(
                seen,
                "SET {entry}.#landed = if_not_exists({entry}.#landed, :landed), {entry}.#length = :length,"
                        + " {entry}.#sha256 = :sha256, {entry}.#erased = :erased, {entry}.#removed = :removed"
                        + " REMOVE {entry}.#erasing",
                "{entry}.#erasing.#sha256 = :sha256 AND {entry}.#key = :key",
                Map.of(
                        ":landed", fromM(version(seen.length(), seen.sha256())),
                        ":length", number(to.length()),
                        ":sha256", fromS(to.sha256()),
                        ":erased", number(to.erased()),
                        ":removed", number(to.removed()),
                        ":key", fromS(seen.key())));
    }

    private boolean update(ClaimedObject seen, String change, String condition, Map<String, AttributeValue> values) {
        String entry = "#objects[" + seen.place().index() + "]";
        Map<String, String> names = new HashMap<>(ENTRY);
        // DynamoDB refuses names that no expression uses.
        names.keySet().removeIf(name -> !name.equals("#objects") && !(change + condition).contains(name));
        try {
            dynamodb.updateItem(update -> update.tableName(table)
                    .key(key(seen.place().pk(), seen.place().sk()))
                    .updateExpression(change.replace("{entry}", entry))
                    .conditionExpression(condition.replace("{entry}", entry))
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException another) {
            return false;
        }
    }

    @Override
    public String begin(Person person, Instant at) {
        String salt = PersonHash.salt();
        String erasure = Timestamps.text(at) + "#" + salt.substring(0, 8);
        Map<String, AttributeValue> item = new LinkedHashMap<>(key(RECORDS, "erasure#" + erasure));
        item.put("salt", fromS(salt));
        item.put("person_hash", fromS(PersonHash.of(person, salt)));
        item.put("begun_at", fromS(Timestamps.text(at)));
        dynamodb.putItem(put -> put.tableName(table).item(item));
        return erasure;
    }

    @Override
    public void count(String erasure, Map<String, Long> done) {
        Map<String, Long> counts = new TreeMap<>(done);
        counts.values().removeIf(count -> count == 0);
        if (counts.isEmpty()) {
            return;
        }
        StringJoiner add = new StringJoiner(", ", "ADD ", "");
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        counts.forEach((name, count) -> {
            int number = names.size();
            add.add("#n" + number + " :v" + number);
            names.put("#n" + number, "erased_" + name.replace('/', '_'));
            values.put(":v" + number, number(count));
        });
        dynamodb.updateItem(update -> update.tableName(table)
                .key(key(RECORDS, "erasure#" + erasure))
                .updateExpression(add.toString())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values));
    }

    @Override
    public void end(String erasure, Instant at, long remaining) {
        dynamodb.updateItem(update -> update.tableName(table)
                .key(key(RECORDS, "erasure#" + erasure))
                .updateExpression("SET ended_at = :at, remaining = :remaining")
                .expressionAttributeValues(Map.of(":at", fromS(Timestamps.text(at)), ":remaining", number(remaining))));
    }

    private static Map<String, AttributeValue> version(long length, String sha256) {
        return Map.of("length", number(length), "sha256", fromS(sha256));
    }

    private static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", fromS(pk), "sk", fromS(sk));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? "" : value.s();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    private static AttributeValue number(long number) {
        return fromN(Long.toString(number));
    }
}
