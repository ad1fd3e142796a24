package io.orderlake.lakehouse.gold;

import io.orderlake.contract.Partitioning;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.table.LakeTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** The tables of gold, and the columns that they need of the orders table. */
public final class GoldTables {

    public static final String LAYER = "gold";

    /** The source table of gold. */
    public static final String ORDERS = "orders";

    static final String SALES_DAILY = "sales_daily";
    static final String PRODUCT_PERFORMANCE = "product_performance";
    static final String CUSTOMER_VALUE = "customer_value";
    static final String ORDER_TIMELINE = "order_timeline";
    static final String ORDER_FUNNEL = "order_funnel";

    /** In the order in which they are written. */
    public static final List<String> ALL =
            List.of(SALES_DAILY, PRODUCT_PERFORMANCE, CUSTOMER_VALUE, ORDER_TIMELINE, ORDER_FUNNEL);

    private static final List<String> NEEDED = List.of(
            "order_id",
            "customer_id",
            "product_name",
            "product_category",
            "quantity",
            "total",
            "currency",
            "status",
            "order_date");

    private GoldTables() {}

    /** The columns that gold needs and the table does not declare. */
    public static List<String> missing(TableSpec orders) {
        return NEEDED.stream().filter(column -> orders.column(column).isEmpty()).toList();
    }

    /** An existing table, without its columns. */
    public static LakeTable current(String name) {
        return table(name, new StructType());
    }

    static LakeTable table(String name, StructType schema) {
        return switch (name) {
            case SALES_DAILY ->
                new LakeTable(
                        LAYER,
                        name,
                        List.of("order_date", "currency"),
                        Optional.of(new Partitioning(Partitioning.Scheme.VALUE, "order_date")),
                        schema);
            case PRODUCT_PERFORMANCE -> plain(name, List.of("product_name", "product_category", "currency"), schema);
            case CUSTOMER_VALUE -> plain(name, List.of("customer_id", "currency"), schema);
            case ORDER_TIMELINE -> plain(name, List.of(OrderTimeline.ORDER), schema);
            case ORDER_FUNNEL -> plain(name, List.of("order_date"), schema);
            default -> throw new IllegalArgumentException("Cannot make gold." + name + ": expected one of " + ALL);
        };
    }

    private static LakeTable plain(String name, List<String> key, StructType schema) {
        return new LakeTable(LAYER, name, key, Optional.empty(), schema);
    }
}
