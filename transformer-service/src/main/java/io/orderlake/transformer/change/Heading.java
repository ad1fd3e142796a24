package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.Position;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a change says of itself, whatever its format.
 *
 * @param source kind of the source: {@code dynamodb}, {@code postgresql}, {@code mysql}, {@code dms}, …
 * @param sourceTable the table's name at the source
 * @param sourceKey the key by which our relay would tell the change's lane; empty where that is the landed key
 */
public record Heading(
        ChangeOp op,
        String source,
        String sourceTable,
        @Nullable String sourceKey,
        String eventId,
        Position position,
        Instant changedAt) {

    /** What foreign producers write may become an object's name and part of a position. */
    private static final Pattern ID = Pattern.compile("[!-~]{1,256}");

    public Heading {
        if (!ID.matcher(eventId).matches() || !ID.matcher(source).matches()) {
            throw new Refusal(
                    "Cannot read a change: expected an event id and a source of 1 to 256 visible ASCII characters "
                            + "but was \"" + eventId + "\", \"" + source + "\"");
        }
    }
}
