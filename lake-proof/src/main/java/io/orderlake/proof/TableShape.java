package io.orderlake.proof;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the comparison needs to know about a table.
 *
 * @param name the table's name in the lake
 * @param source the DynamoDB table
 * @param columns each column's type, as {@code tables.yml} writes it
 * @param masks {@code hash} or {@code redact} of each masked column
 * @param derived columns that an enrichment may fill where the source has no value
 * @param freshness the column from which freshness is measured; empty means the time of the change
 * @param filters event patterns, of which a change must match one to be relayed; if empty, all changes are relayed
 */
public record TableShape(
        String name,
        String source,
        List<String> key,
        Map<String, String> columns,
        Map<String, String> masks,
        Set<String> derived,
        String freshness,
        List<String> filters) {

    /** The table of order-writer-service, the only one whose versions have no gaps. */
    public static final String ORDERS_SOURCE = "CustomerOrders";

    private static final String SEPARATOR = "\u001f";
    private static final String ESCAPE = "\u001e";

    public TableShape {
        key = List.copyOf(key);
        columns = Map.copyOf(columns);
        masks = Map.copyOf(masks);
        derived = Set.copyOf(derived);
        filters = List.copyOf(filters);
    }

    public boolean versioned() {
        return source.equals(ORDERS_SOURCE) && columns.containsKey("version");
    }

    public String typeOf(String column) {
        return columns.getOrDefault(column, "json");
    }

    /** The row's key as text, equal in stream, table, journal and lake. */
    public String keyOf(Map<String, String> row) {
        return joined(key.stream().map(k -> row.getOrDefault(k, "")).toList());
    }

    /** The key of these values. In a composite key a separator within a value is escaped. */
    static String joined(List<String> values) {
        return values.size() == 1
                ? values.get(0)
                : values.stream().map(TableShape::escaped).collect(Collectors.joining(SEPARATOR));
    }

    /** The values from which a key was joined, in the order of the key's columns. */
    public List<String> keyValues(String joined) {
        return key.size() == 1
                ? List.of(joined)
                : Stream.of(joined.split(SEPARATOR, -1))
                        .map(TableShape::unescaped)
                        .toList();
    }

    private static String escaped(String value) {
        return value.replace(ESCAPE, ESCAPE + "0").replace(SEPARATOR, ESCAPE + "1");
    }

    private static String unescaped(String value) {
        return value.replace(ESCAPE + "1", SEPARATOR).replace(ESCAPE + "0", ESCAPE);
    }

    /** A readable form of {@link #keyOf}. */
    public static String shown(String key) {
        return key.replace('\u001f', '/');
    }
}
