package io.orderlake.lakewriter.landing;

import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Partitioning;
import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A format that the service does not have: each line is the array of a row's values, and the first line names the columns. */
public final class JsonArraysFormat implements RowFormat {

    /** What {@link RowFormats#SHIPPED} would be with one more line. */
    public static final RowFormats ADDED =
            new RowFormats(List.of(new ParquetFormat(), new JsonLinesFormat(), new JsonArraysFormat()));

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Override
    public String name() {
        return "json-arrays";
    }

    @Override
    public String ending() {
        return ".arrays";
    }

    @Override
    public String contentType() {
        return "text/plain";
    }

    @Override
    public byte[] encode(TablePlan table, List<Outcome.Row> rows) {
        return encodeValues(
                table.schema(), rows.stream().map(Outcome.Row::values).toList());
    }

    private static byte[] encodeValues(List<Column> columns, List<@Nullable Object[]> rows) {
        StringBuilder lines = new StringBuilder();
        lines.append(JSON.writeValueAsString(columns.stream()
                        .map(column -> column.name() + " " + column.type().text())
                        .toList()))
                .append('\n');
        rows.forEach(row -> lines.append(JSON.writeValueAsString(row)).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void decode(byte[] object, TablePlan table, Consumer<@Nullable Object[]> rows) {
        List<JsonNode> lines = lines(object);
        List<Column> columns = columns(lines.get(0));
        for (JsonNode line : lines.subList(1, lines.size())) {
            rows.accept(table.schema().stream()
                    .map(column -> value(line.path(columns.indexOf(column)), column.type()))
                    .toArray());
        }
    }

    @Override
    public ErasedObject erase(byte[] object, TableSpec spec, Person person) {
        List<Column> columns = columns(lines(object).get(0));
        TablePlan table =
                new TablePlan(spec.name(), columns, new Partitioning(Partitioning.Scheme.DATE, ""), Optional.empty());
        List<@Nullable Object[]> rows = new ArrayList<>();
        decode(object, table, rows::add);
        ErasedRows erased = ErasedRows.of(table, rows, spec, person);
        byte[] bytes = erased.found() == 0 ? object : encodeValues(columns, erased.rows());
        return new ErasedObject(bytes, erased.found(), erased.rows().size(), erased.erased(), Optional.empty());
    }

    private static List<JsonNode> lines(byte[] object) {
        try {
            return new String(object, StandardCharsets.UTF_8)
                    .lines()
                    .map(JSON::readTree)
                    .toList();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Cannot read arrays: " + e.getMessage(), e);
        }
    }

    private static List<Column> columns(JsonNode names) {
        List<Column> columns = new ArrayList<>();
        names.forEach(name -> {
            String[] parts = name.asString().split(" ", 2);
            String type = parts[1];
            columns.add(new Column(
                    parts[0],
                    type.equals(ColumnType.Simple.STRINGS.text()) ? ColumnType.Simple.STRINGS : ColumnType.of(type)));
        });
        return columns;
    }

    private static @Nullable Object value(JsonNode value, ColumnType type) {
        if (value.isNull()) {
            return null;
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return value.decimalValue().setScale(decimal.scale());
        }
        return switch ((ColumnType.Simple) type) {
            case STRING, JSON -> value.asString();
            case LONG, TIMESTAMP -> value.asLong();
            case BOOLEAN -> value.asBoolean();
            case DATE -> value.asInt();
            case BINARY -> value.binaryValue();
            case STRINGS -> value.valueStream().map(JsonNode::asString).toList();
        };
    }
}
