package io.orderlake.lakehouse.forget;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.callUDF;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Erasure;
import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Finds the rows of a table that name a person, and defines what remains of them; the rules are those of {@link Erasure}. */
final class PersonFilter {

    private static final String OWNED = "orderlake_is_of_the_person";
    private static final String NAMED = "orderlake_names_the_person";
    private static final List<String> SEARCHED = List.of(CdcColumns.BEFORE, CdcColumns.RESCUED);

    private final TableSpec table;
    private final String column;
    private final List<String> current;

    /** The id is part of functions of the session, so that plans and logs do not contain it. */
    PersonFilter(SparkSession spark, TableSpec table, StructType current, Person person) {
        this.table = table;
        this.column = table.person().orElseThrow();
        this.current = List.of(current.fieldNames());
        String id = person.id();
        String personColumn = column;
        UDF3<@Nullable String, @Nullable String, @Nullable String, Boolean> owned =
                (own, before, rescued) -> isOf(own, before, rescued, personColumn, id);
        UDF1<@Nullable String, Boolean> named = json -> new Person(id).isNamedIn(json, personColumn);
        spark.udf().register(OWNED, owned, DataTypes.BooleanType);
        spark.udf().register(NAMED, named, DataTypes.BooleanType);
    }

    private static boolean isOf(
            @Nullable String own, @Nullable String before, @Nullable String rescued, String column, String id) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(column, own);
        values.put(CdcColumns.BEFORE, before);
        values.put(CdcColumns.RESCUED, rescued);
        return Erasure.isOf(values::get, column, new Person(id));
    }

    /** The searched columns that the table has. */
    List<String> searched() {
        return SEARCHED.stream().filter(current::contains).toList();
    }

    /** Rows of the person, in SQL. */
    String owned() {
        return OWNED + "(" + text(column) + ", " + text(CdcColumns.BEFORE) + ", " + text(CdcColumns.RESCUED) + ")";
    }

    /** Rows whose column names the person, in SQL. */
    String named(String searched) {
        return NAMED + "(`" + searched + "`)";
    }

    private String text(String name) {
        return current.contains(name) ? "CAST(`" + name + "` AS STRING)" : "CAST(NULL AS STRING)";
    }

    /** Rows that name the person in either way, in SQL. */
    String naming() {
        List<String> conditions = new ArrayList<>(List.of(owned()));
        searched().forEach(searched -> conditions.add(named(searched)));
        return String.join(" OR ", conditions);
    }

    /** Whether whole rows are deleted, because their key identifies the person. */
    boolean isKey() {
        return table.key().contains(column);
    }

    /** The columns that become null in a row of the person. */
    List<String> emptied() {
        return current.stream()
                .filter(name -> name.startsWith(CdcColumns.PREFIX)
                        ? SEARCHED.contains(name)
                        : !table.key().contains(name))
                .toList();
    }

    /** Assignments that erase everything else from a row of the person, in SQL. */
    String blank() {
        List<String> assignments = new ArrayList<>();
        emptied().forEach(name -> assignments.add("`" + name + "` = NULL"));
        if (current.contains(CdcColumns.CHANGED_COLUMNS)) {
            assignments.add(CdcColumns.CHANGED_COLUMNS + " = CAST(array() AS array<string>)");
        }
        assignments.add(CdcColumns.QUALITY + " = array('" + Erasure.FLAG + "')");
        return String.join(", ", assignments);
    }

    /** Assignments that erase the column in a row of somebody else, in SQL. */
    static String cut(String searched) {
        return "`" + searched + "` = NULL, " + CdcColumns.QUALITY + " = array_union(coalesce(" + CdcColumns.QUALITY
                + ", CAST(array() AS array<string>)), array('" + Erasure.FLAG + ":" + searched + "'))";
    }

    /** The rows without the person. */
    Dataset<Row> without(Dataset<Row> rows) {
        Dataset<Row> left = isKey() ? rows.where("NOT " + owned()) : rows;
        return left.select(Arrays.stream(rows.schema().fields()).map(this::left).toArray(Column[]::new));
    }

    private Column left(StructField field) {
        Column value = col("`" + field.name() + "`");
        Column owned = org.apache.spark.sql.functions.expr(owned());
        Column none = lit(null).cast(field.dataType());
        Column left = value;
        if (SEARCHED.contains(field.name())) {
            left = when(owned.or(callUDF(NAMED, value)), none).otherwise(value);
        } else if (emptied().contains(field.name())) {
            left = when(owned, none).otherwise(value);
        } else if (field.name().equals(CdcColumns.QUALITY)) {
            left = when(owned, array(lit(Erasure.FLAG))).otherwise(cutFlags(value));
        }
        return left.as(field.name());
    }

    private Column cutFlags(Column quality) {
        Column flags = quality;
        for (String searched : searched()) {
            Column more = org.apache.spark.sql.functions.array_union(
                    coalesce(flags, array().cast("array<string>")), array(lit(Erasure.FLAG + ":" + searched)));
            flags = when(callUDF(NAMED, col(searched)), more).otherwise(flags);
        }
        return flags;
    }
}
