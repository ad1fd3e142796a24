package io.orderlake.transformer.row;

import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.Column;
import io.orderlake.contract.RowContent;
import io.orderlake.contract.TableSpec;
import io.orderlake.transformer.change.Json;
import io.orderlake.transformer.change.RowImages;
import io.orderlake.transformer.change.UnprocessableChange;
import io.orderlake.transformer.enrich.Enrichment;
import io.orderlake.transformer.enrich.Findings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The steps that a change of one table takes. What depends on the table's description alone is decided once, here. */
public final class TableSteps {

    private final TableSpec table;
    private final List<Column> key;
    private final Flattening flattening;
    private final List<Enrichment> enrichments;
    private final Checks checks;
    private final ChangedColumns changedColumns;
    private final Masking masking;

    public TableSteps(TableSpec table, List<Enrichment> enrichments, MaskKey maskKey) {
        this.table = table;
        this.key = table.key().stream()
                .map(name -> table.column(name).orElseThrow())
                .toList();
        this.flattening = new Flattening(table);
        this.enrichments = List.copyOf(enrichments);
        this.checks = new Checks(table.name(), table.rules().checks());
        this.changedColumns = new ChangedColumns(table);
        this.masking = new Masking(table, maskKey);
    }

    /** The table's name in the lake. */
    public String name() {
        return table.name();
    }

    /** The text of {@code cdc_key}. */
    public String key(ObjectNode image) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (Column column : key) {
            JsonNode value = image.path(column.name());
            Object fitted = value.isMissingNode() || value.isNull() ? null : ColumnFit.fit(column.type(), value);
            if (fitted == null) {
                throw new UnprocessableChange(
                        "Cannot find the row of a change: expected key column " + column.name() + " of "
                                + table.name() + " as " + column.type().text() + " but "
                                + (value.isMissingNode() ? "it is missing" : "was " + Json.text(value)));
            }
            values.set(column.name(), plain(fitted));
        }
        return Json.text(values);
    }

    public Row flatten(ObjectNode image) {
        return flattening.flatten(image);
    }

    public Row enrich(Row row) {
        Row enriched = row;
        for (Enrichment enrichment : enrichments) {
            enriched = filled(enriched, enrichment.enrich(enriched.columns()));
        }
        return enriched;
    }

    /** A deleted row is not checked. */
    public Row check(ChangeOp op, Row row) {
        return op == ChangeOp.DELETE ? row : checks.check(row);
    }

    public Row mask(Row row) {
        return masking.mask(row);
    }

    /** What the row event says about the row. */
    public RowContent content(Row row, RowImages images) {
        return new RowContent(row.columns(), before(images), changedColumns.of(images), row.flags(), rescued(row));
    }

    private @Nullable String before(RowImages images) {
        ObjectNode old = images.old();
        return old == null ? null : Json.text(masking.mask(old));
    }

    private static @Nullable String rescued(Row row) {
        return row.rescued().isEmpty()
                ? null
                : Json.text(new ObjectNode(JsonNodeFactory.instance, new LinkedHashMap<>(row.rescued())));
    }

    private Row filled(Row row, Findings findings) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>(row.columns());
        List<String> flags = new ArrayList<>(findings.flags());
        findings.values().forEach((name, value) -> {
            if (columns.get(name) == null) {
                columns.put(name, ColumnFit.fit(table.column(name).orElseThrow().type(), value));
                if (columns.get(name) == null) {
                    flags.add("misfit:" + name);
                }
            }
        });
        return new Row(columns, row.rescued(), row.flags()).flagged(flags);
    }

    private static JsonNode plain(Object fitted) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (fitted instanceof Long number) {
            return nodes.numberNode(number);
        }
        if (fitted instanceof BigDecimal number) {
            return nodes.numberNode(number);
        }
        if (fitted instanceof Boolean bool) {
            return nodes.booleanNode(bool);
        }
        return nodes.stringNode(fitted.toString());
    }
}
