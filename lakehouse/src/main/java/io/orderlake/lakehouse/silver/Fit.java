package io.orderlake.lakehouse.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.DataType;

/**
 * A column's value in the type that silver has for it.
 *
 * @param value null where it does not fit exactly
 * @param misfit whether there is a value that does not fit
 */
record Fit(Column value, Column misfit) {

    /** A value fits if casting it back gives the same value. */
    static Fit of(String name, DataType from, DataType to) {
        String column = "`" + name + "`";
        if (from.equals(to)) {
            return new Fit(col(column), lit(false));
        }
        if (!Cast.canAnsiCast(from, to) || !Cast.canAnsiCast(to, from)) {
            return new Fit(lit(null).cast(to), col(column).isNotNull());
        }
        String cast = "try_cast(" + column + " AS " + to.sql() + ")";
        Column misfit = not(expr("try_cast(" + cast + " AS " + from.sql() + ") <=> " + column));
        return new Fit(
                expr("CASE WHEN try_cast(" + cast + " AS " + from.sql() + ") <=> " + column + " THEN " + cast + " END"),
                misfit);
    }
}
