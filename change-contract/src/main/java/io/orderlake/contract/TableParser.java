package io.orderlake.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one table of {@code tables.yml}, once its columns are known. */
final class TableParser {

    private static final int MAX_FILTERS = 5;
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,127}");
    private static final String DERIVED = "derived ";
    private static final String[] KEYS = {
        "source", "key", "columns", "enrich", "mask", "checks", "partition", "filters", "freshness", "person"
    };

    private final TablesEntry table;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Set<String> derived = new HashSet<>();

    private TableParser(TablesEntry table) {
        this.table = table;
    }

    static TableSpec table(String file, String name, @Nullable JsonNode value) {
        TablesEntry table = new TablesEntry(file, name, "", value).allowing(KEYS);
        if (!NAME.matcher(name).matches()) {
            throw table.refused(
                    "expected a name of lower-case letters, digits and underscores but was \"" + name + "\"");
        }
        TableParser parser = new TableParser(table);
        parser.readColumns();
        return parser.spec(name);
    }

    private void readColumns() {
        table.member("columns").members().forEach((name, type) -> {
            if (name.startsWith(CdcColumns.PREFIX)) {
                throw type.refused("expected a name that does not begin with " + CdcColumns.PREFIX
                        + ", which is kept for Orderlake's own columns");
            }
            columns.put(name, type.as(text -> new Column(name, type(name, text))));
        });
        if (columns.isEmpty()) {
            throw table.member("columns").refused("expected at least one column");
        }
    }

    private ColumnType type(String column, String text) {
        if (!text.startsWith(DERIVED)) {
            return ColumnType.of(text);
        }
        derived.add(column);
        return ColumnType.of(text.substring(DERIVED.length()));
    }

    private TableSpec spec(String name) {
        List<String> key = key(table.member("key"));
        Map<String, Mask> masks = masks(table.member("mask"), key);
        Partitioning partitioning = partitioning(table.member("partition"));
        RowRules rules = new RowRules(
                derived,
                table.member("enrich").items().stream().map(TablesEntry::text).toList(),
                masks,
                table.member("checks").items().stream().map(this::check).toList());
        return new TableSpec(
                name,
                table.member("source").text(),
                key,
                List.copyOf(columns.values()),
                rules,
                partitioning,
                filters(table.member("filters")),
                freshness(table.member("freshness")),
                person(table.member("person"), masks, partitioning));
    }

    private List<String> key(TablesEntry entry) {
        List<String> key = new ArrayList<>();
        for (TablesEntry item : entry.items()) {
            Column column = declared(item);
            if (column.type() == ColumnType.Simple.JSON || key.contains(column.name())) {
                throw item.refused(
                        "expected a column that is not json and is named once but was \"" + item.text() + "\"");
            }
            refuseDerived(item, column);
            key.add(column.name());
        }
        if (key.isEmpty()) {
            throw entry.refused("expected a list of at least one column");
        }
        return key;
    }

    private Map<String, Mask> masks(TablesEntry entry, List<String> key) {
        Map<String, Mask> masks = new LinkedHashMap<>();
        if (entry.optional().isPresent()) {
            entry.members().forEach((name, mask) -> masks.put(name, mask(name, mask, key)));
        }
        return masks;
    }

    private Mask mask(String name, TablesEntry entry, List<String> key) {
        Column column = columns.get(name);
        Mask mask = entry.oneOf(Mask.class);
        if (column == null) {
            throw entry.refused("expected a declared column but was \"" + name + "\"");
        }
        if (key.contains(name)) {
            throw entry.refused("expected a column outside the key, because a masked key cannot be joined");
        }
        if (column.type() != ColumnType.Simple.STRING && column.type() != ColumnType.Simple.JSON) {
            throw entry.refused("expected a column of type string or json, which can hold masked text, but was "
                    + column.type().text());
        }
        return mask;
    }

    private Check check(TablesEntry entry) {
        entry.allowing("column", "required", "min", "max", "one_of", "on_failure");
        Column column = declared(entry.member("column"));
        Check check = new Check(
                column.name(),
                entry.member("required").flag(),
                entry.member("min").number(),
                entry.member("max").number(),
                new HashSet<>(entry.member("one_of").items().stream()
                        .map(TablesEntry::text)
                        .toList()),
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

    private Partitioning partitioning(TablesEntry entry) {
        if (entry.optional().isEmpty()) {
            return new Partitioning(Partitioning.Scheme.DATE, CdcColumns.CHANGED_AT);
        }
        entry.allowing("by", "column");
        Partitioning.Scheme scheme = entry.member("by").oneOf(Partitioning.Scheme.class);
        Column column = CdcColumns.ALL.stream()
                .filter(own -> own.name().equals(entry.member("column").text()))
                .findFirst()
                .orElseGet(() -> declared(entry.member("column")));
        if (!fits(scheme, column.type())) {
            throw entry.refused("expected a column that can be laid out by "
                    + entry.member("by").text() + " but " + column.name() + " is "
                    + column.type().text());
        }
        return new Partitioning(scheme, column.name());
    }

    private static boolean fits(Partitioning.Scheme scheme, ColumnType type) {
        return switch (scheme) {
            case DATE -> type == ColumnType.Simple.DATE || type == ColumnType.Simple.TIMESTAMP;
            case HOUR -> type == ColumnType.Simple.TIMESTAMP;
            case VALUE -> type != ColumnType.Simple.JSON && type != ColumnType.Simple.STRINGS;
        };
    }

    private static List<String> filters(TablesEntry entry) {
        List<TablesEntry> filters = entry.items();
        if (filters.size() > MAX_FILTERS) {
            throw entry.refused("expected at most " + MAX_FILTERS + " filters but was " + filters.size());
        }
        return filters.stream().map(TableParser::pattern).toList();
    }

    private static String pattern(TablesEntry filter) {
        filter.members();
        return String.valueOf(filter.value());
    }

    private Optional<String> freshness(TablesEntry entry) {
        return entry.optional().map(e -> {
            Column column = declared(e);
            if (column.type() != ColumnType.Simple.TIMESTAMP) {
                throw e.refused("expected a timestamp column but " + column.name() + " is "
                        + column.type().text());
            }
            return column.name();
        });
    }

    /** An erasure searches for the person's own value, and rewrites objects under keys that stay. */
    private Optional<String> person(TablesEntry entry, Map<String, Mask> masks, Partitioning partitioning) {
        return entry.optional().map(e -> {
            Column column = declared(e);
            if (column.type() != ColumnType.Simple.STRING && column.type() != ColumnType.Simple.LONG) {
                throw e.refused("expected a string or long column but " + column.name() + " is "
                        + column.type().text());
            }
            if (masks.containsKey(column.name())) {
                throw e.refused("expected a column that is not masked, because a person is found by the column's value");
            }
            if (partitioning.column().equals(column.name())) {
                throw e.refused("expected another column than the partition's, because the names of objects are not erased");
            }
            refuseDerived(e, column);
            return column.name();
        });
    }

    private void refuseDerived(TablesEntry entry, Column column) {
        if (derived.contains(column.name())) {
            throw entry.refused("expected a column of the source but " + column.name() + " is derived");
        }
    }

    private Column declared(TablesEntry entry) {
        Column column = columns.get(entry.text());
        if (column == null) {
            throw entry.refused("expected a declared column but was \"" + entry.text() + "\"");
        }
        return column;
    }
}
