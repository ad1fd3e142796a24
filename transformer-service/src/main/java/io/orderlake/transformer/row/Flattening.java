package io.orderlake.transformer.row;

import io.orderlake.contract.Column;
import io.orderlake.contract.TableSpec;
import io.orderlake.transformer.change.RowImages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lays an image out in the table's columns. Each attribute gets into a column or among the rescued values; none is lost. */
final class Flattening {

    private final List<Column> columns;
    private final Set<String> declared = new HashSet<>();

    Flattening(TableSpec table) {
        columns = table.columns();
        columns.forEach(column -> declared.add(column.name()));
    }

    Row flatten(ObjectNode image) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, JsonNode> rescued = new LinkedHashMap<>();
        List<String> flags = new ArrayList<>();
        for (Column column : columns) {
            values.put(column.name(), fitted(column, image.get(column.name()), rescued, flags));
        }
        for (Map.Entry<String, JsonNode> attribute : image.properties()) {
            if (!declared.contains(attribute.getKey())) {
                rescued.put(attribute.getKey(), attribute.getValue());
            }
        }
        return new Row(values, rescued, flags);
    }

    private static @Nullable Object fitted(
            Column column, @Nullable JsonNode value, Map<String, JsonNode> rescued, List<String> flags) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isString() && value.stringValue().equals(RowImages.UNAVAILABLE)) {
            rescued.put(column.name(), value);
            flags.add("unavailable:" + column.name());
            return null;
        }
        Object fitted = ColumnFit.fit(column.type(), value);
        if (fitted == null) {
            rescued.put(column.name(), value);
            flags.add("misfit:" + column.name());
        } else if (!ColumnFit.isWhole(column.type(), value)) {
            rescued.put(column.name(), value);
            flags.add("truncated:" + column.name());
        }
        return fitted;
    }
}
