package io.orderlake.lakewriter.ledger;

import static io.orderlake.lakewriter.ledger.LedgerNames.ENDED_AT;
import static io.orderlake.lakewriter.ledger.LedgerNames.ERASED;
import static io.orderlake.lakewriter.ledger.LedgerNames.ERASING;
import static io.orderlake.lakewriter.ledger.LedgerNames.KEY;
import static io.orderlake.lakewriter.ledger.LedgerNames.LANDED;
import static io.orderlake.lakewriter.ledger.LedgerNames.LENGTH;
import static io.orderlake.lakewriter.ledger.LedgerNames.OBJECTS;
import static io.orderlake.lakewriter.ledger.LedgerNames.REMAINING;
import static io.orderlake.lakewriter.ledger.LedgerNames.REMOVED;
import static io.orderlake.lakewriter.ledger.LedgerNames.SHA256;

import io.orderlake.contract.Person;
import io.orderlake.contract.Timestamps;
import io.orderlake.lakewriter.claim.ClaimName;
import io.orderlake.lakewriter.ledger.ClaimedObject.Rewritten;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Erasures in the ledger's DynamoDB table. */
public final class DynamoErasures implements Erasures {

    private final DynamoDbClient dynamodb;
    private final LedgerTable table;

    public DynamoErasures(DynamoDbClient dynamodb, String table) {
        this.dynamodb = dynamodb;
        this.table = new LedgerTable(dynamodb, table);
    }

    @Override
    public Optional<ClaimedObject> claimed(String key) {
        return ClaimName.ofObject(key).stream()
                .flatMap(claim -> table.named(
                        LedgerItems.shardKey(claim.stream(), claim.shardId()), LedgerItems.claimName(claim.number())))
                .flatMap(item -> LedgerItems.claimed(item, key).stream())
                .findFirst();
    }

    @Override
    public boolean intend(ClaimedObject seen, Rewritten to) {
        Item values = new Item()
                .with(":erasing", LedgerItems.rewritten(to))
                .with(":key", seen.key())
                .with(":sha256", seen.entry().sha256());
        return update(
                seen,
                "SET {entry}#" + ERASING + " = :erasing",
                "{entry}#" + KEY + " = :key AND {entry}#" + SHA256 + " = :sha256",
                values);
    }

    /** The checksum of the object that landed stays in the entry: it still identifies the claim. */
    @Override
    public boolean settle(ClaimedObject seen, Rewritten to) {
        Item values = new Item()
                .with(
                        ":landed",
                        LedgerItems.version(seen.entry().length(), seen.entry().sha256()))
                .with(":length", to.length())
                .with(":sha256", to.sha256())
                .with(":erased", to.erased())
                .with(":removed", to.removed())
                .with(":key", seen.key());
        return update(
                seen,
                "SET {entry}#" + LANDED + " = if_not_exists({entry}#" + LANDED + ", :landed), {entry}#" + LENGTH
                        + " = :length, {entry}#" + SHA256 + " = :sha256, {entry}#" + ERASED + " = :erased, {entry}#"
                        + REMOVED + " = :removed REMOVE {entry}#" + ERASING,
                "{entry}#" + ERASING + ".#" + SHA256 + " = :sha256 AND {entry}#" + KEY + " = :key",
                values);
    }

    private boolean update(ClaimedObject seen, String change, String condition, Item values) {
        String entry = "#" + OBJECTS + "[" + seen.location().index() + "].";
        String ofEntry = change.replace("{entry}", entry);
        String ifEntry = condition.replace("{entry}", entry);
        try {
            dynamodb.updateItem(update -> update.tableName(table.name())
                    .key(LedgerItems.key(seen.location().pk(), seen.location().sk())
                            .attributes())
                    .updateExpression(ofEntry)
                    .conditionExpression(ifEntry)
                    .expressionAttributeNames(LedgerNames.names(ofEntry, ifEntry))
                    .expressionAttributeValues(values.attributes()));
            return true;
        } catch (ConditionalCheckFailedException another) {
            return false;
        }
    }

    @Override
    public String begin(Person person, Instant at) {
        String salt = PersonHash.salt();
        String erasure = Timestamps.text(at) + "#" + salt.substring(0, 8);
        table.put(LedgerItems.erasure(erasure, person, salt, at));
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
        Item values = new Item();
        counts.forEach((layer, count) -> {
            String attribute = LedgerItems.erasedIn(layer);
            add.add("#" + attribute + " :" + attribute);
            values.with(":" + attribute, count);
        });
        update(erasure, add.toString(), values);
    }

    @Override
    public void end(String erasure, Instant at, long remaining) {
        Item values = new Item().with(":at", Timestamps.text(at)).with(":remaining", remaining);
        update(erasure, "SET #" + ENDED_AT + " = :at, #" + REMAINING + " = :remaining", values);
    }

    private void update(String erasure, String change, Item values) {
        dynamodb.updateItem(update -> update.tableName(table.name())
                .key(LedgerItems.erasureKey(erasure).attributes())
                .updateExpression(change)
                .expressionAttributeNames(LedgerNames.names(change))
                .expressionAttributeValues(values.attributes()));
    }
}
