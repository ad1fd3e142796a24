package io.orderlake.lakehouse.table;

import io.orderlake.contract.Partitioning;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * A wanted table of silver or gold.
 *
 * @param layer {@code silver} or {@code gold}
 * @param key the columns that identify a row
 * @param schema the columns that the table must have; it may have more
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

    /** The same table with its current columns in the lake. */
    public LakeTable with(StructType current) {
        return new LakeTable(layer, name, key, partitioning, current);
    }
}
