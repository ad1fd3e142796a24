package io.orderlake.transformer.enrich;

import io.orderlake.contract.TableSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All enrichments by name. A new one is a class and a line here. */
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
     * @throws IllegalArgumentException where the table names an unknown one, or lacks a column that one needs
     */
    public List<Enrichment> of(TableSpec table) {
        return table.enrichments().stream().map(name -> of(table, name)).toList();
    }

    private Enrichment of(TableSpec table, String name) {
        Enrichment enrichment = byName.get(name);
        if (enrichment == null) {
            throw new IllegalArgumentException("Cannot use table " + table.name() + ", key enrich: expected "
                    + String.join(", ", byName.keySet()) + " but was \"" + name + "\"");
        }
        for (String column : enrichment.columns()) {
            if (table.column(column).isEmpty()) {
                throw new IllegalArgumentException("Cannot use table " + table.name() + ", key enrich: " + name
                        + " needs the columns " + String.join(", ", enrichment.columns()) + " but " + column
                        + " is not declared");
            }
        }
        return enrichment;
    }
}
