package io.orderlake.launcher.verify;

import io.orderlake.proof.NormalText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change as it stands in the landing objects of one format.
 *
 * @param rowVersion the column {@code version}; a delete carries the old image's
 * @param columns the row's own columns that hold a value, as {@link NormalText}
 * @param erased whether it was a person's who was forgotten: then its version and values are not known
 */
record LandedChange(
        String position,
        String op,
        String eventId,
        @Nullable Long rowVersion,
        Map<String, String> columns,
        boolean erased) {

    LandedChange(String position, String op, String eventId, @Nullable Long rowVersion, Map<String, String> columns) {
        this(position, op, eventId, rowVersion, columns, false);
    }

    boolean isDelete() {
        return op.equals("D");
    }

    /** The version that the change led to: a delete counts as the next after the row it removed. */
    @Nullable Long version() {
        return rowVersion != null && isDelete() ? Long.valueOf(rowVersion + 1) : rowVersion;
    }
}
