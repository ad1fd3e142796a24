package io.orderlake.lakehouse.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Aggregates of the current orders; pure. Money is summed per currency; cancelled orders are no revenue. */
final class OrderAggregates {

    private static final Column CANCELLED = coalesce(col("status").equalTo("cancelled"), lit(false));
    private static final Column REVENUE = money(sum(when(CANCELLED, lit(0)).otherwise(col("total"))));
    private static final Column UNITS = coalesce(sum(when(CANCELLED, lit(0)).otherwise(col("quantity"))), lit(0))
            .cast("bigint");
    private static final Column ORDERS = count(lit(1));
    private static final Column CANCELLED_ORDERS = count(when(CANCELLED, lit(1)));
    private static final Column KEPT_ORDERS = count(when(CANCELLED, lit(null)).otherwise(lit(1)));

    /** A customer with at least this revenue and three orders is one of the best. */
    private static final int CHAMPION_VALUE = 1000;

    private static final int CHAMPION_ORDERS = 3;

    private OrderAggregates() {}

    /** Per day and currency. */
    static Dataset<Row> salesDaily(Dataset<Row> orders) {
        return orders.groupBy(col("order_date"), currency())
                .agg(
                        ORDERS.as("orders"),
                        countDistinct(col("customer_id")).as("customers"),
                        UNITS.as("units"),
                        REVENUE.as("revenue"),
                        CANCELLED_ORDERS.as("cancelled_orders"),
                        money(sum(when(CANCELLED, col("total")))).as("cancelled_value"));
    }

    /** Per product and currency. */
    static Dataset<Row> productPerformance(Dataset<Row> orders) {
        return orders.groupBy(named("product_name"), named("product_category"), currency())
                .agg(
                        ORDERS.as("orders"),
                        UNITS.as("units"),
                        REVENUE.as("revenue"),
                        CANCELLED_ORDERS.as("cancelled_orders"),
                        ratio(CANCELLED_ORDERS, ORDERS).as("cancellation_rate"),
                        min("order_date").as("first_order_date"),
                        max("order_date").as("last_order_date"));
    }

    /** Per customer and currency. The segment depends only on the customer's own orders, so it needs no clock. */
    static Dataset<Row> customerValue(Dataset<Row> orders) {
        return orders.groupBy(named("customer_id"), currency())
                .agg(
                        ORDERS.as("orders"),
                        CANCELLED_ORDERS.as("cancelled_orders"),
                        REVENUE.as("lifetime_value"),
                        ratio(REVENUE, KEPT_ORDERS).as("average_order_value"),
                        min("order_date").as("first_order_date"),
                        max("order_date").as("last_order_date"),
                        segment().as("segment"));
    }

    private static Column segment() {
        return when(KEPT_ORDERS.equalTo(0), "lost")
                .when(REVENUE.geq(CHAMPION_VALUE).and(KEPT_ORDERS.geq(CHAMPION_ORDERS)), "champion")
                .when(KEPT_ORDERS.equalTo(1), "new")
                .otherwise("regular");
    }

    private static Column currency() {
        return named("currency");
    }

    /** Groups need a name in every engine, so null gets one. */
    private static Column named(String column) {
        return coalesce(col(column), lit("unknown")).as(column);
    }

    private static Column money(Column sum) {
        return coalesce(sum, lit(0)).cast("decimal(38,2)");
    }

    private static Column ratio(Column part, Column whole) {
        return when(whole.gt(0), round(part.cast("decimal(30,6)").divide(whole), 4))
                .cast("decimal(38,4)");
    }
}
