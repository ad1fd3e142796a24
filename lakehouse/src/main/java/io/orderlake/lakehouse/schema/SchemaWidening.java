package io.orderlake.lakehouse.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How a table's columns change to hold the wanted ones. Columns are added and widened, but never dropped, renamed or
 * narrowed, so that old rows stay readable.
 */
public record SchemaWidening(List<StructField> added, List<StructField> widened, StructType target) {

    public SchemaWidening {
        added = List.copyOf(added);
        widened = List.copyOf(widened);
    }

    /** The changes from the current columns to the wanted ones. */
    public static SchemaWidening of(StructType current, StructType wanted) {
        List<StructField> target = new ArrayList<>();
        List<StructField> widened = new ArrayList<>();
        for (StructField field : current.fields()) {
            StructField kept = find(wanted, field.name())
                    .map(want -> retyped(field, wider(field.dataType(), want.dataType())))
                    .orElse(field);
            target.add(kept);
            if (!kept.dataType().equals(field.dataType())) {
                widened.add(kept);
            }
        }
        List<StructField> added = Arrays.stream(wanted.fields())
                .filter(field -> find(current, field.name()).isEmpty())
                .toList();
        target.addAll(added);
        return new SchemaWidening(added, widened, new StructType(target.toArray(StructField[]::new)));
    }

    public boolean changesNothing() {
        return added.isEmpty() && widened.isEmpty();
    }

    /** The wanted type if every value of the current type fits and both table formats support it; else the current type. */
    static DataType wider(DataType current, DataType wanted) {
        if (current instanceof DecimalType from && wanted instanceof DecimalType to) {
            return from.scale() == to.scale() && from.precision() < to.precision() ? to : from;
        }
        boolean integers = current.equals(DataTypes.IntegerType) && wanted.equals(DataTypes.LongType);
        boolean floats = current.equals(DataTypes.FloatType) && wanted.equals(DataTypes.DoubleType);
        return integers || floats ? wanted : current;
    }

    /** The field of that name. */
    public static Optional<StructField> find(StructType schema, String name) {
        return Arrays.stream(schema.fields())
                .filter(field -> field.name().equals(name))
                .findFirst();
    }

    private static StructField retyped(StructField field, DataType type) {
        return DataTypes.createStructField(field.name(), type, true);
    }
}
