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
 * What a table's columns have to become so that they hold what is wanted. Columns are added and widened, never dropped,
 * renamed or narrowed, so that what stood there once stays readable.
 */
public record Evolution(List<StructField> added, List<StructField> widened, StructType target) {

    public Evolution {
        added = List.copyOf(added);
        widened = List.copyOf(widened);
    }

    /** The way from the columns that stand to those that are wanted. */
    public static Evolution of(StructType standing, StructType wanted) {
        List<StructField> target = new ArrayList<>();
        List<StructField> widened = new ArrayList<>();
        for (StructField field : standing.fields()) {
            StructField kept = find(wanted, field.name())
                    .map(want -> retyped(field, wider(field.dataType(), want.dataType())))
                    .orElse(field);
            target.add(kept);
            if (!kept.dataType().equals(field.dataType())) {
                widened.add(kept);
            }
        }
        List<StructField> added = Arrays.stream(wanted.fields())
                .filter(field -> find(standing, field.name()).isEmpty())
                .toList();
        target.addAll(added);
        return new Evolution(added, widened, new StructType(target.toArray(StructField[]::new)));
    }

    public boolean changesNothing() {
        return added.isEmpty() && widened.isEmpty();
    }

    /** The wanted type where every value of the standing one fits it and both formats can widen so, else the standing. */
    static DataType wider(DataType standing, DataType wanted) {
        if (standing instanceof DecimalType from && wanted instanceof DecimalType to) {
            return from.scale() == to.scale() && from.precision() < to.precision() ? to : from;
        }
        boolean integers = standing.equals(DataTypes.IntegerType) && wanted.equals(DataTypes.LongType);
        boolean floats = standing.equals(DataTypes.FloatType) && wanted.equals(DataTypes.DoubleType);
        return integers || floats ? wanted : standing;
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
