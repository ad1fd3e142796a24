package io.orderlake.simulation.oracle;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change as the source committed it.
 *
 * @param op {@code I}, {@code U} or {@code D}
 * @param stream the table's stream that carries it
 * @param before the row before it; values are String or Long
 */
public record Committed(
        String eventId,
        String key,
        String op,
        String stream,
        String shardId,
        String sequence,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after,
        Fate fate) {

    /** How it must land. */
    public enum Fate {
        /** A row. */
        ROW,
        /** A reject, until the cause is fixed and it is sent again. */
        REJECT_UNTIL_FIXED,
        /** A reject, however often it is sent again. */
        REJECT,
        /** A reject that points to its bytes. Sent again, it lands as a row unless it is too large for that, too. */
        SET_ASIDE
    }

    /** The columns that land: the row, or for a delete the row before it. */
    Map<String, Object> landing() {
        Map<String, Object> image = op.equals("D") ? before : after;
        return image == null ? Map.of() : image;
    }
}
