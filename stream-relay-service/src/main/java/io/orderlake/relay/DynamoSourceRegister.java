package io.orderlake.relay;

import io.orderlake.contract.Lanes;
import io.orderlake.stream.dynamodb.LeaseItem;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The register in the relay's lease table. Each fact is written once, by a conditional write. */
final class DynamoSourceRegister implements SourceRegister {

    private static final String EPOCHS = "epochs";
    private static final String REDRIVEN = "redriven";

    private final DynamoDbClient dynamodb;
    private final String registerTable;

    DynamoSourceRegister(DynamoDbClient dynamodb, String registerTable) {
        this.dynamodb = dynamodb;
        this.registerTable = registerTable;
    }

    @Override
    public int epochOf(String table, String stream) {
        while (true) {
            Map<String, AttributeValue> known = item(EPOCHS, table + "#" + stream);
            if (!known.isEmpty()) {
                return number(known, "epoch");
            }
            Map<String, AttributeValue> newest = item(EPOCHS, table);
            int next = newest.isEmpty() ? 0 : number(newest, "epoch") + 1;
            if (began(table, stream, next)) {
                return next;
            }
        }
    }

    @Override
    public Optional<String> newestStream(String table) {
        return Optional.ofNullable(item(EPOCHS, table).get("stream")).map(AttributeValue::s);
    }

    @Override
    public Lanes lanesOf(String stream, String shardId, Lanes current) {
        Map<String, AttributeValue> key = LeaseItem.lanesKey(stream, shardId);
        Map<String, AttributeValue> begun = item(key);
        if (begun.isEmpty()) {
            putNew(LeaseItem.lanes(stream, shardId, current));
            begun = item(key);
        }
        return LeaseItem.lanes(begun);
    }

    @Override
    public RedrivePass redrivePass(String objectKey) {
        Map<String, AttributeValue> pass = item(REDRIVEN, objectKey);
        return pass.isEmpty()
                ? RedrivePass.NONE
                : new RedrivePass(
                        number(pass, "pass"),
                        bits(pass, "sends"),
                        bits(pass, "leaves"),
                        Boolean.TRUE.equals(required(pass, "sent").bool()));
    }

    @Override
    public RedrivePass beginPass(String objectKey, RedrivePass decided) {
        Map<String, AttributeValue> pass = Map.of(
                "pass", n(decided.number()),
                "sends", b(decided.sends()),
                "leaves", b(decided.leaves()),
                "sent", AttributeValue.fromBool(false));
        try {
            dynamodb.putItem(p -> p.tableName(registerTable)
                    .item(keyed(REDRIVEN, objectKey, pass))
                    .conditionExpression("attribute_not_exists(pk) OR (pass = :before AND sent = :true)")
                    .expressionAttributeValues(
                            Map.of(":before", n(decided.number() - 1), ":true", AttributeValue.fromBool(true))));
            return decided;
        } catch (ConditionalCheckFailedException e) {
            return redrivePass(objectKey);
        }
    }

    @Override
    public void markSent(String objectKey, RedrivePass pass) {
        try {
            dynamodb.updateItem(u -> u.tableName(registerTable)
                    .key(keyed(REDRIVEN, objectKey, Map.of()))
                    .updateExpression("SET sent = :true")
                    .conditionExpression("pass = :number")
                    .expressionAttributeValues(
                            Map.of(":number", n(pass.number()), ":true", AttributeValue.fromBool(true))));
        } catch (ConditionalCheckFailedException e) {
            // Another instance also sent the pass, and has begun the next one.
        }
    }

    /** The newest epoch and the stream's own item change together, so that two instances cannot number one stream twice. */
    private boolean began(String table, String stream, int next) {
        Map<String, AttributeValue> epoch = Map.of("epoch", n(next), "stream", AttributeValue.fromS(stream));
        try {
            dynamodb.transactWriteItems(t -> t.transactItems(
                    i -> i.put(p -> p.tableName(registerTable)
                            .item(keyed(EPOCHS, table, epoch))
                            .conditionExpression("attribute_not_exists(pk) OR epoch = :before")
                            .expressionAttributeValues(Map.of(":before", n(next - 1)))),
                    i -> i.put(p -> p.tableName(registerTable)
                            .item(keyed(EPOCHS, table + "#" + stream, epoch))
                            .conditionExpression("attribute_not_exists(pk)"))));
            return true;
        } catch (TransactionCanceledException e) {
            return false;
        }
    }

    private void putNew(Map<String, AttributeValue> item) {
        try {
            dynamodb.putItem(
                    p -> p.tableName(registerTable).item(item).conditionExpression("attribute_not_exists(pk)"));
        } catch (ConditionalCheckFailedException e) {
            // Another instance wrote the item first; its item counts.
        }
    }

    private Map<String, AttributeValue> item(String pk, String sk) {
        return item(LeaseItem.key(pk, sk));
    }

    private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        return dynamodb.getItem(g -> g.tableName(registerTable).key(key).consistentRead(true))
                .item();
    }

    private static Map<String, AttributeValue> keyed(String pk, String sk, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(attributes);
        item.putAll(LeaseItem.key(pk, sk));
        return item;
    }

    private static AttributeValue n(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }

    private static AttributeValue b(BitSet bits) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(bits.toByteArray()));
    }

    private static BitSet bits(Map<String, AttributeValue> item, String name) {
        return BitSet.valueOf(required(item, name).b().asByteArray());
    }

    private static int number(Map<String, AttributeValue> item, String name) {
        return Integer.parseInt(required(item, name).n());
    }

    private static AttributeValue required(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("Cannot read the relay's register: an item has no " + name);
        }
        return value;
    }
}
