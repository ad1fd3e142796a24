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
 */
public record Images(
        ObjectNode keys, @Nullable ObjectNode old, @Nullable ObjectNode current) {

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
