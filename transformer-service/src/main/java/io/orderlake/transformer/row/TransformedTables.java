package io.orderlake.transformer.row;

import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import io.orderlake.transformer.change.UnprocessableChange;
import io.orderlake.transformer.enrich.Enrichments;
import java.util.HashMap;
import java.util.Map;

/** The steps of all tables, by the table's name at the source. */
public final class TransformedTables {

    private final Map<String, TableSteps> bySource = new HashMap<>();

    /** @throws IllegalArgumentException where a table asks for an enrichment that it cannot have */
    public TransformedTables(Tables tables, Enrichments enrichments, MaskKey maskKey) {
        for (TableSpec table : tables.all()) {
            bySource.put(table.source(), new TableSteps(table, enrichments.of(table), maskKey));
        }
    }

    public TableSteps ofSource(String sourceTable) {
        TableSteps steps = bySource.get(sourceTable);
        if (steps == null) {
            throw new UnprocessableChange(
                    "Cannot find the table of a change: expected a source that tables.yml names but was \""
                            + sourceTable + "\"");
        }
        return steps;
    }
}
