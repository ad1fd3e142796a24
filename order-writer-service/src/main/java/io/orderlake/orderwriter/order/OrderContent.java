package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderlake.orderwriter.input.InputFields;
import io.orderlake.orderwriter.input.TextRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
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

    /** Of one piece; far above any order, and far below what 38 digits hold. */
    static final BigDecimal MAX_PRICE = new BigDecimal("1000000.00");

    static final TextRule PROMO_CODE = TextRule.matching("[A-Za-z0-9_-]{1,40}", "1 to 40 letters, digits, '-' or '_'");

    private static final TextRule CUSTOMER_ID = TextRule.upTo(64);
    private static final TextRule EMAIL =
            TextRule.matching("(?=.{3,254}$)[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+", "an e-mail address");
    private static final TextRule PRODUCT = TextRule.upTo(200);

    public OrderContent {
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new IllegalArgumentException("quantity: expected 1 to " + MAX_QUANTITY + " but was " + quantity);
        }
        if (price.signum() < 0 || price.compareTo(MAX_PRICE) > 0) {
            throw new IllegalArgumentException("price: expected 0 to " + MAX_PRICE + " but was " + price);
        }
        price = price.setScale(2, RoundingMode.UNNECESSARY);
    }

    static OrderContent read(InputFields in) {
        String customerId = in.text("customer_id", CUSTOMER_ID);
        String customerEmail = in.text("customer_email", EMAIL);
        String productName = in.text("product_name", PRODUCT);
        int quantity = in.whole("quantity", 1, MAX_QUANTITY);
        BigDecimal price = in.money("price", MAX_PRICE);
        String currency = in.parsed("currency", OrderContent::currencyOf, "");
        ShippingAddress address = ShippingAddress.read(in.object("shipping_address"));
        String promoCode =
                !in.has("promo_code") || in.takeNull("promo_code") ? null : in.text("promo_code", PROMO_CODE);
        return new OrderContent(customerId, customerEmail, productName, quantity, price, currency, address, promoCode);
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
                patch.promoCode() != null ? patch.promoCodeOrNone() : promoCode);
    }

    private static String currencyOf(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a currency code of ISO 4217", e);
        }
    }
}
