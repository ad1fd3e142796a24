package io.orderlake.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row event says about its row: everything of it that can hold personal data.
 *
 * @param columns the row's columns in schema order. Values are null, String, Boolean, Long or BigDecimal; {@link ColumnType}
 *     says which type has which of them
 * @param before JSON of the old image, masked; empty where the stream has none
 * @param changedColumns empty list where the old image is missing
 * @param quality flags of the checks that the row failed
 * @param rescued JSON of what did not fit the schema
 */
public record RowContent(
        Map<String, @Nullable Object> columns,
        @Nullable String before,
        List<String> changedColumns,
        List<String> quality,
        @Nullable String rescued) {

    public RowContent {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        changedColumns = List.copyOf(changedColumns);
        quality = List.copyOf(quality);
    }
}
