package io.orderlake.transformer.enrich;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.DecimalNode;

/** total = quantity × price where the source has no total. A row whose total differs from it is flagged. */
final class LineTotal implements Enrichment {

    private static final String TOTAL = "total";
    private static final String QUANTITY = "quantity";
    private static final String PRICE = "price";

    @Override
    public String name() {
        return "line_total";
    }

    @Override
    public List<String> reads() {
        return List.of(QUANTITY, PRICE);
    }

    @Override
    public List<String> fills() {
        return List.of(TOTAL);
    }

    @Override
    public Findings enrich(Map<String, @Nullable Object> row) {
        BigDecimal quantity = number(row.get(QUANTITY));
        BigDecimal price = number(row.get(PRICE));
        if (quantity == null || price == null) {
            return Findings.NONE;
        }
        BigDecimal computed = quantity.multiply(price);
        BigDecimal given = number(row.get(TOTAL));
        if (given == null) {
            return Findings.of(Map.of(TOTAL, DecimalNode.valueOf(computed)));
        }
        return given.compareTo(computed) == 0 ? Findings.NONE : new Findings(Map.of(), List.of("total_mismatch"));
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return value instanceof Long || value instanceof BigDecimal ? new BigDecimal(value.toString()) : null;
    }
}
