package io.orderlake.lakehouse.rebuild;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;

import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A hash of a table's content that does not depend on the order of rows and columns. Two halves of each row's SHA-256 are
 * summed, so that equal rows do not cancel each other out. A column that is null in every row counts as a missing one.
 */
public record ContentHash(long rows, String hash) {

    /** Fifteen hexadecimal digits are the most that a long holds. */
    private static final int DIGITS = 15;

    /** Prefix of the columns that a table format adds. */
    private static final String FORMAT_COLUMNS = "_hoodie_";

    /** The hash of all rows. */
    public static ContentHash of(Dataset<Row> table) {
        Column[] columns = Arrays.stream(table.columns())
                .filter(name -> !name.startsWith(FORMAT_COLUMNS))
                .sorted()
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new);
        Row sums = table.select(sha2(to_json(struct(columns)), 256).as("sha"))
                .agg(count(lit(1)), total(1), total(1 + DIGITS))
                .head();
        return new ContentHash(sums.getLong(0), hex(sums.getDecimal(1)) + "-" + hex(sums.getDecimal(2)));
    }

    private static Column total(int from) {
        Column part = conv(substring(col("sha"), from, DIGITS), 16, 10).cast("decimal(28,0)");
        return coalesce(sum(part), lit(0)).cast("decimal(38,0)");
    }

    private static String hex(BigDecimal sum) {
        return sum.toBigInteger().toString(16);
    }
}
