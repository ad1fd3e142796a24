package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.orderlake.orderwriter.input.RequestParser;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole order as a client sends it; flat as its JSON is, because Jackson cannot refuse unknown fields of an unwrapped
 * record.
 *
 * @param quantity pieces
 * @param price of one piece
 * @param currency ISO 4217
 * @param status if absent: processing for a new order, unchanged for an existing one
 * @param orderDate if absent: today (UTC) for a new order, unchanged for an existing one
 */
public record OrderRequest(
        @JsonProperty("customer_id")
        @NotNull @Pattern(regexp = TextRules.PRINTABLE + "{1,64}$", message = "must be a text of 1 to 64 printable characters") String customerId,

        @JsonProperty("customer_email")
        @NotNull @Pattern(regexp = TextRules.EMAIL, message = "must be an e-mail address") String customerEmail,

        @JsonProperty("product_name")
        @NotNull @Pattern(regexp = TextRules.PRINTABLE + "{1,200}$", message = "must be a text of 1 to 200 printable characters") String productName,

        @NotNull @Min(1) @Max(OrderContent.MAX_QUANTITY) Integer quantity,

        @NotNull @DecimalMin("0.00") @DecimalMax(OrderContent.MAX_PRICE) @Digits(integer = 7, fraction = 2) BigDecimal price,

        @NotNull @Schema(type = "string", example = "USD") Currency currency,
        @JsonProperty("shipping_address") @NotNull @Valid ShippingAddress shippingAddress,

        @JsonProperty("promo_code")
        @JsonSetter(nulls = Nulls.SKIP)
        @Pattern(regexp = TextRules.PROMO_CODE, message = TextRules.PROMO_CODE_MESSAGE) @Nullable String promoCode,

        @Nullable OrderStatus status,
        @JsonProperty("order_date") @Nullable LocalDate orderDate) {

    /** Fields of an answer that a client may not set. */
    static final Map<String, String> READ_ONLY = readOnly("order_id", "total", "created_at", "updated_at", "version");

    /** Refuses a body that is wrong in any way. */
    public static OrderRequest read(byte[] body) {
        return RequestParser.parse(OrderRequest.class, body, READ_ONLY);
    }

    OrderContent content() {
        return new OrderContent(
                customerId,
                customerEmail,
                productName,
                quantity,
                price,
                currency.getCurrencyCode(),
                shippingAddress,
                promoCode);
    }

    private static Map<String, String> readOnly(String... fields) {
        return Arrays.stream(fields)
                .collect(Collectors.toUnmodifiableMap(field -> field, field -> "is read-only: the service sets it"));
    }
}
