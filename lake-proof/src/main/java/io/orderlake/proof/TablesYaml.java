package io.orderlake.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the parts of {@code tables.yml} that the comparison needs. It does not use the services' parser, which is under test.
 */
public final class TablesYaml {

    private static final String SHIPPED = "/orderlake-tables.yml";

    /** Prefix of the type of a column that an enrichment fills if the source has no value. */
    private static final String DERIVED = "derived ";

    private TablesYaml() {}

    /**
     * The tables of a file, or the shipped ones.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static List<TableShape> read(@Nullable Path file) {
        try (InputStream yaml = file == null ? shipped() : Files.newInputStream(file)) {
            List<TableShape> tables = new ArrayList<>();
            for (Map.Entry<String, JsonNode> table :
                    new YAMLMapper().readTree(yaml).path("tables").properties()) {
                tables.add(shape(table.getKey(), table.getValue()));
            }
            return tables;
        } catch (IOException | JacksonException e) {
            throw new IllegalArgumentException("Cannot read the tables of " + file + ": " + e.getMessage(), e);
        }
    }

    private static InputStream shipped() throws IOException {
        InputStream yaml = TablesYaml.class.getResourceAsStream(SHIPPED);
        if (yaml == null) {
            throw new IOException(SHIPPED + " is not on the class path");
        }
        return yaml;
    }

    private static TableShape shape(String name, JsonNode table) {
        List<String> key = new ArrayList<>();
        table.path("key").forEach(column -> key.add(column.asString()));
        Map<String, String> columns = texts(table.path("columns"));
        Set<String> derived = new HashSet<>(columns.keySet());
        derived.removeIf(column -> !columns.getOrDefault(column, "").startsWith(DERIVED));
        derived.forEach(column -> columns.computeIfPresent(column, (c, type) -> type.substring(DERIVED.length())));
        return new TableShape(
                name,
                table.path("source").asString(name),
                key,
                columns,
                texts(table.path("mask")),
                derived,
                table.path("freshness").asString(""),
                filters(table.path("filters")));
    }

    private static List<String> filters(JsonNode patterns) {
        List<String> filters = new ArrayList<>();
        patterns.forEach(pattern -> filters.add(pattern.isString() ? pattern.stringValue() : pattern.toString()));
        return filters;
    }

    private static Map<String, String> texts(JsonNode members) {
        Map<String, String> texts = new LinkedHashMap<>();
        members.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asString()));
        return texts;
    }
}
