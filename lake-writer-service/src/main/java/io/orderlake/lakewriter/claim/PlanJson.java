package io.orderlake.lakewriter.claim;

import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The text of a plan in the ledger. Fields may be added but never removed, because old claims must stay readable. */
public final class PlanJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlanJson() {}

    public static String write(Plan plan) {
        ObjectNode json = JSON.createObjectNode();
        json.put("writer_version", plan.writerVersion());
        json.put("bucket", plan.bucket());
        ArrayNode formats = json.putArray("formats");
        plan.formats().forEach(formats::add);
        plan.firehose().ifPresent(stream -> json.put("firehose", stream));
        ArrayNode tables = json.putArray("tables");
        plan.tables().forEach(table -> writeTable(tables.addObject(), table));
        return json.toString();
    }

    public static Plan read(String text) {
        JsonNode json = JSON.readTree(text);
        List<String> formats = new ArrayList<>();
        json.path("formats").forEach(format -> formats.add(format.asString()));
        List<TablePlan> tables = new ArrayList<>();
        json.path("tables").forEach(table -> tables.add(readTable(table)));
        return new Plan(
                json.path("writer_version").asInt(),
                json.path("bucket").asString(),
                formats,
                text(json, "firehose"),
                tables);
    }

    private static void writeTable(ObjectNode json, TablePlan table) {
        json.put("name", table.name());
        json.put("scheme", table.partitioning().scheme().name());
        json.put("partition_column", table.partitioning().column());
        table.freshness().ifPresent(column -> json.put("freshness", column));
        ObjectNode columns = json.putObject("columns");
        table.schema()
                .forEach(column -> columns.put(column.name(), column.type().text()));
    }

    private static TablePlan readTable(JsonNode json) {
        List<Column> schema = new ArrayList<>();
        json.path("columns")
                .properties()
                .forEach(column -> schema.add(
                        new Column(column.getKey(), type(column.getValue().asString()))));
        Partitioning partitioning = new Partitioning(
                Partitioning.Scheme.valueOf(json.path("scheme").asString()),
                json.path("partition_column").asString());
        return new TablePlan(json.path("name").asString(), schema, partitioning, text(json, "freshness"));
    }

    private static ColumnType type(String text) {
        // The only type that tables.yml must not use.
        return text.equals(ColumnType.Simple.STRINGS.text()) ? ColumnType.Simple.STRINGS : ColumnType.of(text);
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.path(name).asString()) : Optional.empty();
    }
}
