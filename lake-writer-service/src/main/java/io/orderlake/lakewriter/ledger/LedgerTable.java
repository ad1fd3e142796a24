package io.orderlake.lakewriter.ledger;

import static io.orderlake.lakewriter.ledger.LedgerNames.PK;
import static io.orderlake.lakewriter.ledger.LedgerNames.SK;

import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads and writes items of the ledger table. Every read is consistent. */
record LedgerTable(DynamoDbClient dynamodb, String name) {

    /** The item of that key; without attributes where there is none. */
    Item get(Item key) {
        return new Item(dynamodb.getItem(
                        get -> get.tableName(name).key(key.attributes()).consistentRead(true))
                .item());
    }

    void put(Item item) {
        dynamodb.putItem(put -> put.tableName(name).item(item.attributes()));
    }

    /** The items of a partition whose sort keys begin with that, in order. */
    Stream<Item> named(String pk, String prefix) {
        return items(beginning(pk, prefix));
    }

    /** The same, from the last one to the first. */
    Stream<Item> namedFromLast(String pk, String prefix) {
        return items(beginning(pk, prefix).scanIndexForward(false));
    }

    /** The items of a partition whose sort keys begin with {@code prefix} and are not before {@code from}, in order. */
    Stream<Item> namedFrom(String pk, String prefix, String from) {
        String condition = "#" + PK + " = :pk AND #" + SK + " BETWEEN :from AND :to";
        // No sort key of the ledger contains a tilde.
        Item values = new Item().with(":pk", pk).with(":from", from).with(":to", prefix + "~");
        return items(query(condition, values));
    }

    private QueryRequest.Builder beginning(String pk, String prefix) {
        String condition = "#" + PK + " = :pk AND begins_with(#" + SK + ", :sk)";
        return query(condition, new Item().with(":pk", pk).with(":sk", prefix));
    }

    private QueryRequest.Builder query(String condition, Item values) {
        return QueryRequest.builder()
                .tableName(name)
                .consistentRead(true)
                .keyConditionExpression(condition)
                .expressionAttributeNames(LedgerNames.names(condition))
                .expressionAttributeValues(values.attributes());
    }

    private Stream<Item> items(QueryRequest.Builder query) {
        return dynamodb.queryPaginator(query.build()).items().stream().map(Item::new);
    }
}
