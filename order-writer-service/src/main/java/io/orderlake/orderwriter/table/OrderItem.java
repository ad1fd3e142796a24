package io.orderlake.orderwriter.table;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.orderlake.orderwriter.order.Order;
import io.orderlake.orderwriter.order.OrderContent;
import io.orderlake.orderwriter.order.OrderStatus;
import io.orderlake.orderwriter.order.ShippingAddress;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts an order to an item of the table and back: attributes have the names of its JSON, amounts are exact numbers. */
public final class OrderItem {

    static final String KEY = "order_id";
    static final String VERSION = "version";

    private OrderItem() {}

    /** The item of an order, with its attributes in a fixed order. */
    public static Map<String, AttributeValue> of(Order order) {
        OrderContent content = order.content();
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put(KEY, fromS(order.orderId()));
        item.put("customer_id", fromS(content.customerId()));
        item.put("customer_email", fromS(content.customerEmail()));
        item.put("product_name", fromS(content.productName()));
        item.put("quantity", number(content.quantity()));
        item.put("price", number(content.price()));
        item.put("currency", fromS(content.currency()));
        item.put("total", number(order.total()));
        item.put("status", fromS(order.status().word()));
        item.put("shipping_address", address(content.shippingAddress()));
        if (content.promoCode() != null) {
            item.put("promo_code", fromS(content.promoCode()));
        }
        item.put("order_date", fromS(order.orderDate().toString()));
        item.put("created_at", number(order.createdAt()));
        item.put("updated_at", number(order.updatedAt()));
        item.put(VERSION, number(order.version()));
        return item;
    }

    static Order read(Map<String, AttributeValue> item) {
        AttributeValue promoCode = item.get("promo_code");
        OrderContent content = new OrderContent(
                text(item, "customer_id"),
                text(item, "customer_email"),
                text(item, "product_name"),
                decimal(item, "quantity").intValueExact(),
                decimal(item, "price"),
                text(item, "currency"),
                address(attribute(item, "shipping_address").m()),
                promoCode == null ? null : promoCode.s());
        return new Order(
                text(item, KEY),
                content,
                OrderStatus.of(text(item, "status")),
                LocalDate.parse(text(item, "order_date")),
                whole(item, "created_at"),
                whole(item, "updated_at"),
                whole(item, VERSION));
    }

    static AttributeValue number(long value) {
        return fromN(Long.toString(value));
    }

    /** Without trailing zeros, because DynamoDB removes them: so what is written equals what is read. */
    private static AttributeValue number(BigDecimal value) {
        return fromN(value.stripTrailingZeros().toPlainString());
    }

    private static AttributeValue address(ShippingAddress address) {
        Map<String, AttributeValue> parts = new LinkedHashMap<>();
        parts.put("street", fromS(address.street()));
        parts.put("city", fromS(address.city()));
        parts.put("postal_code", fromS(address.postalCode()));
        parts.put("country", fromS(address.country()));
        return fromM(parts);
    }

    private static ShippingAddress address(Map<String, AttributeValue> parts) {
        return new ShippingAddress(
                text(parts, "street"), text(parts, "city"), text(parts, "postal_code"), text(parts, "country"));
    }

    static long whole(Map<String, AttributeValue> item, String name) {
        return decimal(item, name).longValueExact();
    }

    static String text(Map<String, AttributeValue> item, String name) {
        String text = attribute(item, name).s();
        if (text == null) {
            throw new IllegalStateException("Cannot read an item: " + name + " is no string");
        }
        return text;
    }

    private static BigDecimal decimal(Map<String, AttributeValue> item, String name) {
        String number = attribute(item, name).n();
        if (number == null) {
            throw new IllegalStateException("Cannot read an item: " + name + " is no number");
        }
        return new BigDecimal(number);
    }

    static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("Cannot read an item: it has no " + name);
        }
        return value;
    }
}
