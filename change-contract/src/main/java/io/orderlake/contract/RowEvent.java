package io.orderlake.contract;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change flattened to columns.
 *
 * @param columns the row's columns in schema order. Values are null, String, Boolean, Long or BigDecimal; {@link ColumnType}
 *     says which type stands as what
 * @param key JSON of the key's columns, {@code {"order_id":"o-1"}}
 * @param source kind of the source: {@code dynamodb}, {@code postgresql}, {@code mysql}, …
 * @param position orders the changes of a key
 * @param sequence see {@link LakeRecord#sequence()}
 * @param changedAt the source's time of the change
 * @param relayedAt empty for records of foreign producers
 * @param before JSON of the old image, masked; empty where the stream has none
 * @param changedColumns empty list where the old image is missing
 * @param quality flags of the checks that the row failed
 * @param rescued JSON of what did not fit the schema
 */
public record RowEvent(
        Map<String, @Nullable Object> columns,
        ChangeOp op,
        String eventId,
        String source,
        String table,
        String key,
        Position position,
        String sourceShard,
        int lane,
        String sequence,
        Instant changedAt,
        @Nullable Instant relayedAt,
        Instant transformedAt,
        @Nullable String before,
        List<String> changedColumns,
        List<String> quality,
        @Nullable String rescued,
        boolean redriven)
        implements LakeRecord {

    public RowEvent {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        changedColumns = List.copyOf(changedColumns);
        quality = List.copyOf(quality);
    }

    /** The same, sent again after it was rejected, in that place. */
    public RowEvent redrivenAt(String redriveShard, int redriveLane, String redriveSequence) {
        return new RowEvent(
                columns,
                op,
                eventId,
                source,
                table,
                key,
                position,
                redriveShard,
                redriveLane,
                redriveSequence,
                changedAt,
                relayedAt,
                transformedAt,
                before,
                changedColumns,
                quality,
                rescued,
                true);
    }
}
