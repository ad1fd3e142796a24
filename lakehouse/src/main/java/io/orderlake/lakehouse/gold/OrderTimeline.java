package io.orderlake.lakehouse.gold;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.ChangeOp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * When each order reached each status, from its changes; and the funnel by day that follows from it. Every column is a
 * minimum, a maximum, or the value at a maximum. So timelines of parts of the history can be combined to that of the whole,
 * in any order and repeatedly. Pure.
 */
final class OrderTimeline {

    static final String ORDER = "order_id";

    private static final List<String> STATUSES = List.of("processing", "shipped", "delivered", "cancelled");
    private static final String ROW_AT = "row_position";
    private static final String DELETE_AT = "delete_position";
    private static final Column IS_DELETE = col(CdcColumns.OP).equalTo(ChangeOp.DELETE.code());

    private OrderTimeline() {}

    /** One row per order with a change in these. */
    static Dataset<Row> of(Dataset<Row> changes) {
        // A space sorts below every character of a position, so that text order is the order of the pair.
        Column at = concat_ws(" ", col(CdcColumns.POSITION), col(CdcColumns.EVENT_ID));
        Column rowAt = when(not(IS_DELETE), at);
        List<Column> columns = new ArrayList<>();
        columns.add(max_by(col("order_date"), rowAt).as("order_date"));
        columns.add(max_by(col("status"), rowAt).as("status"));
        columns.add(min(col(CdcColumns.CHANGED_AT)).as("placed_at"));
        STATUSES.forEach(status ->
                columns.add(min(when(not(IS_DELETE).and(col("status").equalTo(status)), col(CdcColumns.CHANGED_AT)))
                        .as(status + "_at")));
        columns.add(max(when(IS_DELETE, col(CdcColumns.CHANGED_AT))).as("deleted_at"));
        columns.add(max(rowAt).as(ROW_AT));
        columns.add(max(when(IS_DELETE, at)).as(DELETE_AT));
        return changes.groupBy(ORDER)
                .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
    }

    /** Combines an order's timeline {@code t} with further changes {@code c}. */
    static String combined() {
        String times = STATUSES.stream()
                .map(status -> status + "_at")
                .map(column -> "%1$s = least(t.%1$s, c.%1$s), ".formatted(column))
                .collect(Collectors.joining());
        String newer =
                "CASE WHEN coalesce(c.row_position, '') > coalesce(t.row_position, '') THEN c.%1$s ELSE t.%1$s END";
        return "WHEN MATCHED THEN UPDATE SET order_date = " + newer.formatted("order_date") + ", status = "
                + newer.formatted("status") + ", placed_at = least(t.placed_at, c.placed_at), " + times
                + "deleted_at = greatest(t.deleted_at, c.deleted_at), "
                + "row_position = greatest(t.row_position, c.row_position), "
                + "delete_position = greatest(t.delete_position, c.delete_position)";
    }

    /** Which statuses the orders of each day reached, and how long that took. */
    static Dataset<Row> funnel(Dataset<Row> timeline) {
        Column deleted = coalesce(col(DELETE_AT).gt(coalesce(col(ROW_AT), lit(""))), lit(false));
        Column shipped = col("shipped_at").isNotNull();
        Column cancelled = col("cancelled_at").isNotNull();
        return timeline.groupBy("order_date")
                .agg(
                        count(lit(1)).as("orders"),
                        counted(shipped).as("shipped"),
                        counted(col("delivered_at").isNotNull()).as("delivered"),
                        counted(cancelled.and(not(shipped))).as("cancelled_before_shipping"),
                        counted(cancelled.and(shipped)).as("cancelled_after_shipping"),
                        counted(deleted).as("deleted"),
                        seconds("placed_at", "shipped_at").as("seconds_to_ship"),
                        seconds("shipped_at", "delivered_at").as("seconds_from_shipping_to_delivery"),
                        seconds("placed_at", "cancelled_at").as("seconds_to_cancel"));
    }

    private static Column counted(Column condition) {
        return count(when(condition, lit(1)));
    }

    /** The average as an exact decimal: the sum of doubles would depend on their order. */
    private static Column seconds(String from, String to) {
        Column millis = expr("unix_millis(" + to + ") - unix_millis(" + from + ")");
        return avg(millis.cast("decimal(18,0)")
                        .divide(lit(1000).cast("decimal(4,0)"))
                        .cast("decimal(18,3)"))
                .cast("decimal(18,3)");
    }
}
