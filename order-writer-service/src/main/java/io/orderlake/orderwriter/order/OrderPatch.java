package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderlake.orderwriter.input.RequestParser;
import io.orderlake.orderwriter.input.StrictScalar;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A change of an order as a JSON merge patch (RFC 7396) of the four fields that may change; what is null stays as it
 * is.
 *
 * @param promoCode empty removes the code; in JSON that is an explicit null
 */
@SuppressWarnings("NullableOptional") // A merge patch has three cases: absent, null, a value.
public record OrderPatch(
        @Nullable OrderStatus status,
        @JsonProperty("shipping_address") @Valid @Nullable AddressPatch shippingAddress,

        @JsonProperty("promo_code")
        @JsonDeserialize(using = RemovableText.class)
        @Schema(type = "string", nullable = true, pattern = TextRules.PROMO_CODE)
        @Nullable Optional<@Pattern(regexp = TextRules.PROMO_CODE, message = TextRules.PROMO_CODE_MESSAGE) String> promoCode,

        @Min(1) @Max(OrderContent.MAX_QUANTITY) @Nullable Integer quantity) {

    private static final Map<String, String> REFUSED = refused();

    public static OrderPatch status(OrderStatus status) {
        return new OrderPatch(status, null, null, null);
    }

    public static OrderPatch address(ShippingAddress address) {
        return new OrderPatch(null, AddressPatch.to(address), null, null);
    }

    public static OrderPatch promoCode(String code) {
        return new OrderPatch(null, null, Optional.of(code), null);
    }

    public static OrderPatch quantity(int quantity) {
        return new OrderPatch(null, null, null, quantity);
    }

    /** Refuses a body that is wrong in any way. */
    public static OrderPatch read(byte[] body) {
        return RequestParser.parse(OrderPatch.class, body, REFUSED);
    }

    private static Map<String, String> refused() {
        Map<String, String> refused = new HashMap<>(OrderRequest.READ_ONLY);
        List.of("customer_id", "customer_email", "product_name", "price", "currency", "order_date")
                .forEach(field -> refused.put(field, "cannot be changed by a patch"));
        return Map.copyOf(refused);
    }

    /** A text that an explicit null removes. */
    static final class RemovableText extends StrictScalar<Optional<String>> {

        RemovableText() {
            super(Optional.class, Kind.STRING, Optional::of);
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return Optional.empty();
        }
    }
}
