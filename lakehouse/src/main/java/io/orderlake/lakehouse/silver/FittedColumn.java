package io.orderlake.lakehouse.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A column's value, converted to the type of the column in silver.
 *
 * @param value null if it does not fit exactly
 * @param misfit whether there is a value that does not fit
 * @param isSameType whether every value fits because the types are equal
 */
record FittedColumn(Column value, Column misfit, boolean isSameType) {

    /** Removes the differences that a text may have from the text of its value: trailing zeros of a fraction, T and Z of times. */
    private static final String PLAIN = "regexp_replace(regexp_replace(regexp_replace(%s, "
            + "'^(\\\\d{4}-\\\\d\\\\d-\\\\d\\\\d)T([0-9:.]+)Z?$', '$1 $2'), '(\\\\.\\\\d*?)0+$', '$1'), '\\\\.$', '')";

    /** A value fits if a cast back returns the same value. */
    static FittedColumn of(String name, DataType from, DataType to) {
        String column = "`" + name + "`";
        if (from.equals(to)) {
            return new FittedColumn(col(column), lit(false), true);
        }
        if (from.equals(DataTypes.StringType) && to.equals(DataTypes.BinaryType)) {
            return exact(column, "unbase64(" + column + ")", "base64(unbase64(" + column + ")) <=> " + column);
        }
        if (!Cast.canAnsiCast(from, to) || !Cast.canAnsiCast(to, from)) {
            return new FittedColumn(lit(null).cast(to), col(column).isNotNull(), false);
        }
        String cast = "try_cast(" + column + " AS " + to.sql() + ")";
        String back = "try_cast(" + cast + " AS " + from.sql() + ")";
        String same = from.equals(DataTypes.StringType)
                ? PLAIN.formatted(back) + " <=> " + PLAIN.formatted(column)
                : back + " <=> " + column;
        return exact(column, cast, same);
    }

    private static FittedColumn exact(String column, String value, String same) {
        Column fits = expr(same);
        return new FittedColumn(when(fits, expr(value)), col(column).isNotNull().and(not(fits)), false);
    }
}
