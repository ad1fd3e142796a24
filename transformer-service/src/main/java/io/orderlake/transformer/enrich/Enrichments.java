package io.orderlake.transformer.enrich;

import io.orderlake.contract.TableSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All enrichments by name. A new one is a class, a line here, and its columns in {@code tables.yml}. */
public final class Enrichments {

    private final Map<String, Enrichment> byName = new LinkedHashMap<>();

    /** @param productCategories category by product name */
    public Enrichments(Map<String, String> productCategories) {
        this(List.of(new LineTotal(), new OrderClock(), new ProductCategory(productCategories)));
    }

    /** These and no others. */
    public Enrichments(List<Enrichment> all) {
        all.forEach(enrichment -> byName.put(enrichment.name(), enrichment));
    }

    /**
     * The enrichments of a table, in its order.
     *
     * @throws IllegalArgumentException where the table names an unknown one, where an enrichment reads a column that the table
     *     does not declare or fills one that it does not declare as derived, or where none fills a derived column
     */
    public List<Enrichment> of(TableSpec table) {
        List<Enrichment> enrichments = table.rules().enrichments().stream()
                .map(name -> of(table, name))
                .toList();
        Set<String> unfilled = new TreeSet<>(table.rules().derived());
        enrichments.forEach(enrichment -> enrichment.fills().forEach(unfilled::remove));
        if (!unfilled.isEmpty()) {
            throw refused(
                    table,
                    "columns." + unfilled.iterator().next(),
                    "expected an enrichment under enrich that fills the derived column, but none of "
                            + table.rules().enrichments() + " does");
        }
        return enrichments;
    }

    private Enrichment of(TableSpec table, String name) {
        Enrichment enrichment = byName.get(name);
        if (enrichment == null) {
            throw refused(
                    table, "enrich", "expected " + String.join(", ", byName.keySet()) + " but was \"" + name + "\"");
        }
        requireDeclared(table, enrichment);
        return enrichment;
    }

    private static void requireDeclared(TableSpec table, Enrichment enrichment) {
        for (String column : enrichment.reads()) {
            if (table.column(column).isEmpty()) {
                throw refused(
                        table, "enrich", enrichment.name() + " reads column " + column + ", which is not declared");
            }
        }
        for (String column : enrichment.fills()) {
            if (!table.rules().derived().contains(column)) {
                throw refused(
                        table,
                        "enrich",
                        enrichment.name() + " fills column " + column + ", which must be declared under columns as \""
                                + column + ": derived TYPE\"");
            }
        }
    }

    private static IllegalArgumentException refused(TableSpec table, String key, String why) {
        return new IllegalArgumentException("Cannot use table " + table.name() + ", key " + key + ": " + why);
    }
}
