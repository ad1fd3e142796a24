package io.orderlake.transformer.row;

import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Mask;
import io.orderlake.contract.TableSpec;
import io.orderlake.transformer.change.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Hides personal values in columns, in the old image and among the rescued values. */
final class Masking {

    private static final String REDACTED = "***";

    private final Map<String, Mask> masks;
    private final Map<String, ColumnType> types = new LinkedHashMap<>();
    private final MaskKey key;

    Masking(TableSpec table, MaskKey key) {
        this.masks = table.masks();
        this.key = key;
        for (Column column : table.columns()) {
            types.put(column.name(), column.type());
        }
    }

    Row mask(Row row) {
        if (masks.isEmpty()) {
            return row;
        }
        Map<String, @Nullable Object> columns = new LinkedHashMap<>(row.columns());
        masks.forEach((name, mask) -> columns.computeIfPresent(name, (n, value) -> masked(mask, n, value)));
        Map<String, JsonNode> rescued = new LinkedHashMap<>(row.rescued());
        rescued.replaceAll(this::masked);
        return new Row(columns, rescued, row.flags());
    }

    ObjectNode mask(ObjectNode image) {
        ObjectNode masked = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> attribute : image.properties()) {
            masked.set(attribute.getKey(), masked(attribute.getKey(), attribute.getValue()));
        }
        return masked;
    }

    /** A json column stays JSON: what hides it is a JSON string. */
    private String masked(Mask mask, String name, Object value) {
        String hidden = hidden(mask, value.toString());
        return types.get(name) == ColumnType.Simple.JSON ? "\"" + hidden + "\"" : hidden;
    }

    /** A name that differs from a masked column's only in case is masked, too. */
    private JsonNode masked(String name, JsonNode value) {
        String column = name.toLowerCase(Locale.ROOT);
        Mask mask = masks.get(column);
        if (mask == null || value.isNull()) {
            return value;
        }
        return StringNode.valueOf(hidden(mask, text(column, value)));
    }

    /** The text that the column would have, so that a value has the same hash in column, old image and rescued values. */
    private String text(String column, JsonNode value) {
        Object fitted = ColumnFit.fit(types.getOrDefault(column, ColumnType.Simple.JSON), value);
        return fitted == null ? Json.text(value) : fitted.toString();
    }

    private String hidden(Mask mask, String text) {
        return switch (mask) {
            case HASH -> key.hash(text);
            case REDACT -> REDACTED;
        };
    }
}
