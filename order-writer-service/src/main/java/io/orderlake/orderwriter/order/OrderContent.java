package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What a customer orders.
 *
 * @param quantity pieces, 1 to {@value #MAX_QUANTITY}
 * @param price of one piece, exact, with two digits after the point
 * @param currency ISO 4217
 */
public record OrderContent(
        @JsonProperty("customer_id") String customerId,
        @JsonProperty("customer_email") String customerEmail,
        @JsonProperty("product_name") String productName,
        int quantity,
        BigDecimal price,
        String currency,
        @JsonProperty("shipping_address") ShippingAddress shippingAddress,

        @JsonProperty("promo_code") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String promoCode) {

    static final int MAX_QUANTITY = 10_000;

    /** Of one piece. DynamoDB stores 38 digits; this limit leaves room for totals. */
    static final String MAX_PRICE = "1000000.00";

    public OrderContent {
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new IllegalArgumentException("quantity: expected 1 to " + MAX_QUANTITY + " but was " + quantity);
        }
        if (price.signum() < 0 || price.compareTo(new BigDecimal(MAX_PRICE)) > 0) {
            throw new IllegalArgumentException("price: expected 0 to " + MAX_PRICE + " but was " + price);
        }
        price = price.setScale(2, RoundingMode.UNNECESSARY);
    }

    /** Quantity times price. */
    BigDecimal total() {
        return price.multiply(BigDecimal.valueOf(quantity));
    }

    OrderContent patched(OrderPatch patch) {
        return new OrderContent(
                customerId,
                customerEmail,
                productName,
                patch.quantity() != null ? patch.quantity() : quantity,
                price,
                currency,
                patch.shippingAddress() != null ? patch.shippingAddress().applyTo(shippingAddress) : shippingAddress,
                patch.promoCode() != null ? patch.promoCode().orElse(null) : promoCode);
    }
}
