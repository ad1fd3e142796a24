package io.orderlake.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads {@code tables.yml}. What it does not understand it refuses with an {@link IllegalArgumentException} whose message
 * is one sentence that names file, table, key and value; it never guesses.
 */
public final class TablesFile {

    /** The class-path resource that serves where no other file is set. */
    public static final String SHIPPED = "orderlake-tables.yml";

    private static final int MAX_FILTERS = 5;
    private static final Pattern TABLE_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,127}");
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TablesFile() {}

    /** The tables of a file. */
    public static Tables read(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return read(file.toString(), yaml);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("Cannot use " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** The tables that serve where no file is set. */
    public static Tables shipped() {
        try (InputStream yaml = TablesFile.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (yaml == null) {
                throw new IllegalStateException("Cannot find " + SHIPPED + " on the class path");
            }
            return read(SHIPPED, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + SHIPPED, e);
        }
    }

    /** The tables of a YAML text; {@code name} stands for the file in messages. */
    public static Tables read(String name, InputStream yaml) {
        TablesEntry file = new TablesEntry(name, "", "", tree(name, yaml)).allowing("tables");
        List<TableSpec> tables = new ArrayList<>();
        file.member("tables").members().forEach((table, entry) -> tables.add(table(name, table, entry.value())));
        if (tables.isEmpty()) {
            throw file.refused("expected at least one table under \"tables\"");
        }
        try {
            return new Tables(tables);
        } catch (IllegalArgumentException e) {
            throw file.refused(e.getMessage());
        }
    }

    private static @Nullable JsonNode tree(String name, InputStream yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JacksonException e) {
            String sentence = e.getOriginalMessage().strip().replaceAll("\\s+", " ");
            throw new IllegalArgumentException(
                    "Cannot use " + name + ": line " + e.getLocation().getLineNr() + ": " + sentence, e);
        }
    }

    private static TableSpec table(String file, String name, @Nullable JsonNode value) {
        TablesEntry table = new TablesEntry(file, name, "", value)
                .allowing(
                        "source",
                        "key",
                        "columns",
                        "enrich",
                        "mask",
                        "checks",
                        "partition",
                        "filters",
                        "freshness",
                        "person");
        if (!TABLE_NAME.matcher(name).matches()) {
            throw table.refused(
                    "expected a name of lower-case letters, digits and underscores but was \"" + name + "\"");
        }
        Map<String, Column> columns = columns(table.member("columns"));
        List<String> key = key(table.member("key"), columns);
        Map<String, Mask> masks = masks(table.member("mask"), columns, key);
        Partitioning partitioning = partitioning(table.member("partition"), columns);
        return new TableSpec(
                name,
                table.member("source").text(),
                key,
                List.copyOf(columns.values()),
                table.member("enrich").items().stream().map(TablesEntry::text).toList(),
                masks,
                table.member("checks").items().stream()
                        .map(check -> check(check, columns))
                        .toList(),
                partitioning,
                filters(table.member("filters")),
                freshness(table.member("freshness"), columns),
                person(table.member("person"), columns, masks, partitioning));
    }

    private static Map<String, Column> columns(TablesEntry entry) {
        Map<String, Column> columns = new LinkedHashMap<>();
        entry.members().forEach((name, type) -> {
            if (name.startsWith(CdcColumns.PREFIX)) {
                throw type.refused("expected a name that does not begin with " + CdcColumns.PREFIX
                        + ", which is kept for Orderlake's own columns");
            }
            columns.put(name, type.as(text -> new Column(name, ColumnType.of(text))));
        });
        if (columns.isEmpty()) {
            throw entry.refused("expected at least one column");
        }
        return columns;
    }

    private static List<String> key(TablesEntry entry, Map<String, Column> columns) {
        List<String> key = new ArrayList<>();
        for (TablesEntry item : entry.items()) {
            Column column = declared(item, columns);
            if (column.type() == ColumnType.Simple.JSON || key.contains(column.name())) {
                throw item.refused(
                        "expected a column that is not json and stands once but was \"" + item.text() + "\"");
            }
            key.add(column.name());
        }
        if (key.isEmpty()) {
            throw entry.refused("expected a list of at least one column");
        }
        return key;
    }

    private static Map<String, Mask> masks(TablesEntry entry, Map<String, Column> columns, List<String> key) {
        Map<String, Mask> masks = new LinkedHashMap<>();
        if (entry.optional().isPresent()) {
            entry.members().forEach((name, mask) -> masks.put(name, mask(name, mask, columns, key)));
        }
        return masks;
    }

    private static Mask mask(String name, TablesEntry entry, Map<String, Column> columns, List<String> key) {
        Column column = columns.get(name);
        Mask mask = entry.oneOf(Mask.class);
        if (column == null) {
            throw entry.refused("expected a declared column but was \"" + name + "\"");
        }
        if (key.contains(name)) {
            throw entry.refused("expected a column outside the key, for a masked key joins with nothing");
        }
        if (column.type() != ColumnType.Simple.STRING && column.type() != ColumnType.Simple.JSON) {
            throw entry.refused("expected a column of type string or json, which can hold masked text, but was "
                    + column.type().text());
        }
        return mask;
    }

    private static Check check(TablesEntry entry, Map<String, Column> columns) {
        entry.allowing("column", "required", "min", "max", "one_of", "on_failure");
        Column column = declared(entry.member("column"), columns);
        Set<String> oneOf = new HashSet<>(
                entry.member("one_of").items().stream().map(TablesEntry::text).toList());
        Check check = new Check(
                column.name(),
                entry.member("required").flag(),
                entry.member("min").number(),
                entry.member("max").number(),
                oneOf,
                entry.member("on_failure")
                        .optional()
                        .map(e -> e.oneOf(Check.OnFailure.class))
                        .orElse(Check.OnFailure.FLAG));
        refuseSenseless(entry, check, column);
        return check;
    }

    private static void refuseSenseless(TablesEntry entry, Check check, Column column) {
        boolean number = column.type() == ColumnType.Simple.LONG || column.type() instanceof ColumnType.Decimal;
        if ((check.min() != null || check.max() != null) && !number) {
            throw entry.refused("expected a long or decimal column for min and max but " + column.name() + " is "
                    + column.type().text());
        }
        if (check.min() != null && check.max() != null && check.min().compareTo(check.max()) > 0) {
            throw entry.refused("expected a min of at most max but was " + check.min() + " and " + check.max());
        }
        if (!check.required()
                && check.min() == null
                && check.max() == null
                && check.oneOf().isEmpty()) {
            throw entry.refused("expected at least one of required, min, max, one_of");
        }
    }

    private static Partitioning partitioning(TablesEntry entry, Map<String, Column> columns) {
        if (entry.optional().isEmpty()) {
            return new Partitioning(Partitioning.Scheme.DATE, CdcColumns.CHANGED_AT);
        }
        entry.allowing("by", "column");
        Partitioning.Scheme scheme = entry.member("by").oneOf(Partitioning.Scheme.class);
        Map<String, Column> all = new LinkedHashMap<>(columns);
        CdcColumns.ALL.forEach(column -> all.put(column.name(), column));
        Column column = declared(entry.member("column"), all);
        boolean fits = switch (scheme) {
            case DATE -> column.type() == ColumnType.Simple.DATE || column.type() == ColumnType.Simple.TIMESTAMP;
            case HOUR -> column.type() == ColumnType.Simple.TIMESTAMP;
            case VALUE -> column.type() != ColumnType.Simple.JSON && column.type() != ColumnType.Simple.STRINGS;
        };
        if (!fits) {
            throw entry.refused("expected a column that can be laid out by "
                    + entry.member("by").text() + " but " + column.name() + " is "
                    + column.type().text());
        }
        return new Partitioning(scheme, column.name());
    }

    private static List<String> filters(TablesEntry entry) {
        List<TablesEntry> filters = entry.items();
        if (filters.size() > MAX_FILTERS) {
            throw entry.refused("expected at most " + MAX_FILTERS + " filters but was " + filters.size());
        }
        return filters.stream().map(TablesFile::pattern).toList();
    }

    private static String pattern(TablesEntry filter) {
        filter.members();
        return String.valueOf(filter.value());
    }

    private static Optional<String> freshness(TablesEntry entry, Map<String, Column> columns) {
        return entry.optional().map(e -> {
            Column column = declared(e, columns);
            if (column.type() != ColumnType.Simple.TIMESTAMP) {
                throw e.refused("expected a timestamp column but " + column.name() + " is "
                        + column.type().text());
            }
            return column.name();
        });
    }

    /** An erasure looks for the person's own value, and rewrites objects under keys that stay. */
    private static Optional<String> person(
            TablesEntry entry, Map<String, Column> columns, Map<String, Mask> masks, Partitioning partitioning) {
        return entry.optional().map(e -> {
            Column column = declared(e, columns);
            if (column.type() != ColumnType.Simple.STRING && column.type() != ColumnType.Simple.LONG) {
                throw e.refused("expected a string or long column but " + column.name() + " is "
                        + column.type().text());
            }
            if (masks.containsKey(column.name())) {
                throw e.refused("expected a column that is not masked, for a person is found by the column's value");
            }
            if (partitioning.column().equals(column.name())) {
                throw e.refused("expected another column than the partition's, for the names of objects stay");
            }
            return column.name();
        });
    }

    private static Column declared(TablesEntry entry, Map<String, Column> columns) {
        Column column = columns.get(entry.text());
        if (column == null) {
            throw entry.refused("expected a declared column but was \"" + entry.text() + "\"");
        }
        return column;
    }
}
