package io.orderlake.launcher.verify;

import java.util.List;

/**
 * What gold must hold, in DuckDB's SQL and in words of its own: over {@code standing}, the orders that stand at the source, and
 * {@code changes}, every landed change. Rounded quotients are computed in integers, because the comparison is exact.
 *
 * @param columns those that are compared, each with its type
 * @param expected the rows
 */
record GoldSql(String table, String columns, String expected) {

    /** Rounds a quotient half away from zero, as money is rounded. */
    static final String ROUNDED = "CREATE TEMP MACRO rounded(a, b) AS sign(a) * ((abs(a) * 2 + b) // (2 * b))";

    /** The mean of milliseconds in whole ones; rounded twice, for that is how the column's type came to be. */
    static final String MEAN =
            "CREATE TEMP MACRO mean_ms(a) AS rounded(rounded(sum(a)::HUGEINT * 10000, count(a)::HUGEINT), 10000)";

    private static final String OF_ORDERS = """
            count(*) AS orders,
            count(*) FILTER (WHERE status = 'cancelled') AS cancelled_orders,
            count(*) FILTER (WHERE status IS DISTINCT FROM 'cancelled') AS kept,
            coalesce(sum(quantity) FILTER (WHERE status IS DISTINCT FROM 'cancelled'), 0) AS units,
            coalesce(sum(total) FILTER (WHERE status IS DISTINCT FROM 'cancelled'), 0) AS revenue,
            coalesce(sum(total) FILTER (WHERE status = 'cancelled'), 0) AS cancelled_value,
            count(DISTINCT customer_id) AS customers,
            min(order_date) AS first_order_date,
            max(order_date) AS last_order_date
            """;

    private static final GoldSql SALES_DAILY = new GoldSql(
            "sales_daily",
            "order_date::DATE, currency::VARCHAR, orders::BIGINT, customers::BIGINT, units::BIGINT, revenue::DECIMAL(38,2),"
                    + " cancelled_orders::BIGINT, cancelled_value::DECIMAL(38,2)",
            "SELECT order_date, coalesce(currency, 'unknown') AS currency, " + OF_ORDERS
                    + " FROM standing GROUP BY ALL");

    private static final GoldSql PRODUCT_PERFORMANCE = new GoldSql(
            "product_performance",
            "product_name::VARCHAR, product_category::VARCHAR, currency::VARCHAR, orders::BIGINT, units::BIGINT,"
                    + " revenue::DECIMAL(38,2), cancelled_orders::BIGINT, cancellation_rate::DECIMAL(38,4),"
                    + " first_order_date::DATE, last_order_date::DATE",
            "SELECT *, rounded(cancelled_orders * 10000, orders)::DECIMAL(28,0) * 0.0001 AS cancellation_rate FROM ("
                    + "SELECT coalesce(product_name, 'unknown') AS product_name,"
                    + " coalesce(product_category, 'unknown') AS product_category,"
                    + " coalesce(currency, 'unknown') AS currency, " + OF_ORDERS + " FROM standing GROUP BY ALL)");

    private static final GoldSql CUSTOMER_VALUE = new GoldSql(
            "customer_value",
            "customer_id::VARCHAR, currency::VARCHAR, orders::BIGINT, cancelled_orders::BIGINT, lifetime_value::DECIMAL(38,2),"
                    + " average_order_value::DECIMAL(38,4), first_order_date::DATE, last_order_date::DATE, segment::VARCHAR",
            "SELECT * EXCLUDE (customer_name), customer_name AS customer_id, revenue AS lifetime_value,"
                    + " CASE WHEN kept > 0 THEN rounded((revenue * 10000)::HUGEINT, kept)::DECIMAL(28,0) * 0.0001 END"
                    + " AS average_order_value,"
                    + " CASE WHEN kept = 0 THEN 'lost' WHEN revenue >= 1000 AND kept >= 3 THEN 'champion'"
                    + " WHEN kept = 1 THEN 'new' ELSE 'regular' END AS segment FROM ("
                    + "SELECT coalesce(customer_id, 'unknown') AS customer_name, coalesce(currency, 'unknown') AS currency, "
                    + OF_ORDERS + " FROM standing GROUP BY ALL)");

    private static final String TIMELINE = """
            SELECT order_id,
              arg_max_null(order_date, place) FILTER (WHERE cdc_op <> 'D') AS order_date,
              arg_max_null(status, place) FILTER (WHERE cdc_op <> 'D') AS status,
              min(cdc_changed_at) AS placed_at,
              min(cdc_changed_at) FILTER (WHERE cdc_op <> 'D' AND status = 'processing') AS processing_at,
              min(cdc_changed_at) FILTER (WHERE cdc_op <> 'D' AND status = 'shipped') AS shipped_at,
              min(cdc_changed_at) FILTER (WHERE cdc_op <> 'D' AND status = 'delivered') AS delivered_at,
              min(cdc_changed_at) FILTER (WHERE cdc_op <> 'D' AND status = 'cancelled') AS cancelled_at,
              max(cdc_changed_at) FILTER (WHERE cdc_op = 'D') AS deleted_at,
              max(place) FILTER (WHERE cdc_op <> 'D') AS row_position,
              max(place) FILTER (WHERE cdc_op = 'D') AS delete_position
            FROM (SELECT *, cdc_position || ' ' || cdc_event_id AS place FROM changes) GROUP BY order_id
            """;

    private static final GoldSql ORDER_TIMELINE = new GoldSql(
            "order_timeline",
            "order_id::VARCHAR, order_date::DATE, status::VARCHAR, epoch_us(placed_at), epoch_us(processing_at),"
                    + " epoch_us(shipped_at), epoch_us(delivered_at), epoch_us(cancelled_at), epoch_us(deleted_at),"
                    + " row_position::VARCHAR, delete_position::VARCHAR",
            TIMELINE);

    private static final GoldSql ORDER_FUNNEL = new GoldSql(
            "order_funnel",
            "order_date::DATE, orders::BIGINT, shipped::BIGINT, delivered::BIGINT, cancelled_before_shipping::BIGINT,"
                    + " cancelled_after_shipping::BIGINT, deleted::BIGINT, seconds_to_ship::DECIMAL(18,3),"
                    + " seconds_from_shipping_to_delivery::DECIMAL(18,3), seconds_to_cancel::DECIMAL(18,3)",
            "SELECT order_date, count(*) AS orders, count(shipped_at) AS shipped, count(delivered_at) AS delivered,"
                    + " count(*) FILTER (WHERE cancelled_at IS NOT NULL AND shipped_at IS NULL) AS cancelled_before_shipping,"
                    + " count(*) FILTER (WHERE cancelled_at IS NOT NULL AND shipped_at IS NOT NULL) AS cancelled_after_shipping,"
                    + " count(*) FILTER (WHERE delete_position > coalesce(row_position, '')) AS deleted,"
                    + seconds("placed_at", "shipped_at", "seconds_to_ship") + ","
                    + seconds("shipped_at", "delivered_at", "seconds_from_shipping_to_delivery") + ","
                    + seconds("placed_at", "cancelled_at", "seconds_to_cancel")
                    + " FROM (" + TIMELINE + ") GROUP BY order_date");

    /** Every table of gold. */
    static final List<GoldSql> ALL =
            List.of(SALES_DAILY, PRODUCT_PERFORMANCE, CUSTOMER_VALUE, ORDER_TIMELINE, ORDER_FUNNEL);

    private static String seconds(String from, String to, String name) {
        return " mean_ms(epoch_ms(" + to + ") - epoch_ms(" + from + "))::DECIMAL(28,0) * 0.001 AS " + name;
    }
}
