package io.orderlake.contract;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change flattened to columns.
 *
 * @param id complete: event id, table, key and position are known
 * @param source kind of the source: {@code dynamodb}, {@code postgresql}, {@code mysql}, …
 * @param changedAt the source's time of the change
 * @param relayedAt empty for records of foreign producers
 */
public record RowEvent(
        ChangeId id,
        Place place,
        ChangeOp op,
        String source,
        RowContent content,
        Instant changedAt,
        @Nullable Instant relayedAt,
        Instant transformedAt,
        boolean redriven)
        implements LakeRecord {

    public RowEvent {
        if (!id.isComplete()) {
            throw new IllegalArgumentException(
                    "Cannot make a row event: expected table, key and position to be known but was " + id);
        }
    }

    @Override
    public RowEvent redrivenAt(Place redrive) {
        return new RowEvent(id, redrive, op, source, content, changedAt, relayedAt, transformedAt, true);
    }

    /** The same change, which says this about its row. */
    public RowEvent with(RowContent other) {
        return new RowEvent(id, place, op, source, other, changedAt, relayedAt, transformedAt, redriven);
    }

    @Override
    public String table() {
        return Objects.requireNonNull(id.table());
    }

    public String key() {
        return Objects.requireNonNull(id.key());
    }

    public Position position() {
        return Objects.requireNonNull(id.position());
    }
}
