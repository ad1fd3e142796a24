package io.orderlake.launcher.forget;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Finds the rows of a person that still exist at the source. */
public final class SourceRows {

    private final DynamoDbClient dynamodb;
    private final Tables tables;

    public SourceRows(DynamoDbClient dynamodb, Tables tables) {
        this.dynamodb = dynamodb;
        this.tables = tables;
    }

    /** The keys of the rows with their table, such as {@code orders o-1}. */
    public List<String> of(Person person) {
        List<String> keys = new ArrayList<>();
        for (TableSpec table : tables.all()) {
            table.person().flatMap(table::column).ifPresent(column -> scan(table, column, person, keys));
        }
        return keys;
    }

    private void scan(TableSpec table, Column column, Person person, List<String> keys) {
        @Nullable AttributeValue id = value(column, person);
        if (id == null) {
            return;
        }
        try {
            dynamodb.scanPaginator(request(table, column, id))
                    .items()
                    .forEach(item -> keys.add(table.name() + " " + key(table, item)));
        } catch (ResourceNotFoundException e) {
            // The table belongs to another kind of source, which this class cannot read.
            return;
        }
    }

    private static ScanRequest request(TableSpec table, Column column, AttributeValue id) {
        return ScanRequest.builder()
                .tableName(table.source())
                .consistentRead(true)
                .filterExpression("#person = :person")
                .expressionAttributeNames(Map.of("#person", column.name()))
                .expressionAttributeValues(Map.of(":person", id))
                .build();
    }

    /** The id as a value of the column; null if the column cannot contain it. */
    private static @Nullable AttributeValue value(Column column, Person person) {
        if (column.type() == ColumnType.Simple.LONG) {
            return person.id().matches("-?\\d{1,19}") ? fromN(person.id()) : null;
        }
        return fromS(person.id());
    }

    private static String key(TableSpec table, Map<String, AttributeValue> item) {
        return table.key().stream().map(column -> text(item.get(column))).collect(Collectors.joining("/"));
    }

    private static String text(@Nullable AttributeValue value) {
        if (value == null) {
            return "?";
        }
        return value.s() != null ? value.s() : String.valueOf(value.n());
    }
}
