package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.Position;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Operation, origin, id and position of a change, whatever its format.
 *
 * @param source kind of the source: {@code dynamodb}, {@code postgresql}, {@code mysql}, {@code dms}, …
 * @param sourceTable the table's name at the source
 * @param sourceKey the key from which our relay would compute the change's lane; empty where that is the landed key
 */
public record ChangeHeader(
        ChangeOp op,
        String source,
        String sourceTable,
        @Nullable String sourceKey,
        String eventId,
        Position position,
        Instant changedAt) {

    /** What foreign producers write may become an object's name and part of a position. */
    private static final Pattern ID = Pattern.compile("[!-~]{1,256}");

    public ChangeHeader {
        if (!ID.matcher(eventId).matches() || !ID.matcher(source).matches()) {
            throw new UnprocessableChange(
                    "Cannot read a change: expected an event id and a source of 1 to 256 visible ASCII characters "
                            + "but was \"" + eventId + "\", \"" + source + "\"");
        }
    }
}
