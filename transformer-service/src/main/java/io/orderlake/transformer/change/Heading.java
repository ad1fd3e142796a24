package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.Position;
import java.time.Instant;

/**
 * What a change says of itself, whatever its format.
 *
 * @param source kind of the source: {@code dynamodb}, {@code postgresql}, {@code mysql}, {@code dms}, …
 * @param sourceTable the table's name at the source
 */
public record Heading(
        ChangeOp op, String source, String sourceTable, String eventId, Position position, Instant changedAt) {}
