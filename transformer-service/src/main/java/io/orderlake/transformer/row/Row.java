package io.orderlake.transformer.row;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row on its way to a row event.
 *
 * @param columns every declared column in schema order, null where the row has no value
 * @param rescued what fits no column, by its own name
 * @param flags the flags for {@code cdc_quality}
 */
public record Row(Map<String, @Nullable Object> columns, Map<String, JsonNode> rescued, List<String> flags) {

    public Row {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        rescued = Collections.unmodifiableMap(new LinkedHashMap<>(rescued));
        flags = List.copyOf(flags);
    }

    Row flagged(List<String> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(flags);
        all.addAll(more);
        return new Row(columns, rescued, all);
    }
}
