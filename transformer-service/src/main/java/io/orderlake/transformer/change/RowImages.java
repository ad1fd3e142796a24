package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row before and after a change, as plain JSON values by attribute name; binary is a
 * {@link tools.jackson.databind.node.BinaryNode}.
 *
 * @param keys the key's attributes, where the format names them apart
 * @param old empty where the stream has none
 * @param current empty for a delete
 * @param extent whether an attribute that the old image lacks was missing then, or is only unknown
 */
public record RowImages(
        ObjectNode keys, @Nullable ObjectNode old, @Nullable ObjectNode current, Extent extent) {

    /** What Debezium writes in place of a large value that the change did not touch and that is not in the log. */
    public static final String UNAVAILABLE = "__debezium_unavailable_value";

    /** How much of the row is in the old image. */
    public enum Extent {
        WHOLE,
        PART
    }

    /** What lands in the columns: the new image, or for a delete the key and as much as is known of the old image. */
    public ObjectNode landing(ChangeOp op) {
        ObjectNode image = op == ChangeOp.DELETE ? old : current;
        if (image == null) {
            return keys;
        }
        ObjectNode landing = image;
        for (var key : keys.properties()) {
            if (!landing.has(key.getKey())) {
                landing = landing == image ? image.deepCopy() : landing;
                landing.set(key.getKey(), key.getValue());
            }
        }
        return landing;
    }
}
