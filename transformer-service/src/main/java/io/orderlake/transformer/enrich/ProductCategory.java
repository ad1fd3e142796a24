package io.orderlake.transformer.enrich;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** The category of {@code product_name}, from a reference file. A product that is not in the file has none. */
final class ProductCategory implements Enrichment {

    private static final String PRODUCT = "product_name";
    private static final String CATEGORY = "product_category";

    private final Map<String, String> categories;

    ProductCategory(Map<String, String> categories) {
        this.categories = Map.copyOf(categories);
    }

    @Override
    public String name() {
        return "product_category";
    }

    @Override
    public List<String> reads() {
        return List.of(PRODUCT);
    }

    @Override
    public List<String> fills() {
        return List.of(CATEGORY);
    }

    @Override
    public Findings enrich(Map<String, @Nullable Object> row) {
        String category = row.get(PRODUCT) instanceof String product ? categories.get(product) : null;
        return category == null ? Findings.NONE : Findings.of(Map.of(CATEGORY, StringNode.valueOf(category)));
    }
}
