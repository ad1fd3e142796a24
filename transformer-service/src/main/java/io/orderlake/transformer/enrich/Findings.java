package io.orderlake.transformer.enrich;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What an enrichment computed for a row.
 *
 * @param values values for columns; each is used if the column has no value yet
 * @param flags for {@code cdc_quality}
 */
public record Findings(Map<String, JsonNode> values, List<String> flags) {

    public static final Findings NONE = new Findings(Map.of(), List.of());

    public Findings {
        // Sorted, so that the same row always has its flags in the same order.
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        flags = List.copyOf(flags);
    }

    public static Findings of(Map<String, JsonNode> values) {
        return new Findings(values, List.of());
    }
}
