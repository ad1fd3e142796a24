package io.orderlake.lakehouse.table;

import io.orderlake.contract.Partitioning;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * A table of silver or gold as it is wanted.
 *
 * @param layer {@code silver} or {@code gold}
 * @param key the columns that name a row; no two rows share them
 * @param schema what the table must hold; it may hold more
 */
public record LakeTable(
        String layer, String name, List<String> key, Optional<Partitioning> partitioning, StructType schema) {

    public LakeTable {
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot keep " + layer + "." + name + ": expected a key of at least one column but it has none");
        }
    }

    /** {@code silver.orders}. */
    public String text() {
        return layer + "." + name;
    }

    /** The same table with the columns that it has in the lake. */
    public LakeTable with(StructType standing) {
        return new LakeTable(layer, name, key, partitioning, standing);
    }
}
