package io.orderlake.proof;

import java.util.List;
import java.util.Map;
import java.util.Set;

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
        return KeyText.of(key.stream().map(k -> row.getOrDefault(k, "")).toList());
    }

    /** The values of {@link #key}, from {@link #keyOf}. */
    public List<String> keyParts(String text) {
        return KeyText.parts(text, key.size());
    }

    /** A readable form of {@link #keyOf}. */
    public static String shown(String key) {
        return key.replace('\u001f', '/');
    }
}
