package io.orderlake.transformer.enrich;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What an enrichment found.
 *
 * @param values values for columns that are still empty
 * @param flags for {@code cdc_quality}
 */
public record Findings(Map<String, JsonNode> values, List<String> flags) {

    static final Findings NONE = new Findings(Map.of(), List.of());

    public Findings {
        values = Map.copyOf(values);
        flags = List.copyOf(flags);
    }

    static Findings of(Map<String, JsonNode> values) {
        return new Findings(values, List.of());
    }
}
