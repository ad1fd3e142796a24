package io.orderlake.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the transformer does to the rows of a table.
 *
 * @param derived columns that an enrichment fills where the source's row has no value
 * @param enrichments names of enrichments, in the order in which they run
 * @param masks columns that contain personal data
 * @param checks checks of single columns
 */
public record RowRules(Set<String> derived, List<String> enrichments, Map<String, Mask> masks, List<Check> checks) {

    /** Rows land as they come. */
    public static final RowRules NONE = new RowRules(Set.of(), List.of(), Map.of(), List.of());

    public RowRules {
        derived = Set.copyOf(derived);
        enrichments = List.copyOf(enrichments);
        masks = Map.copyOf(masks);
        checks = List.copyOf(checks);
    }
}
