package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderlake.orderwriter.input.InputFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of an order as a JSON merge patch (RFC 7396) of the four fields that may change; what is null stays as it
 * is.
 *
 * @param promoCode {@link #NO_PROMO_CODE} takes the code away; in JSON that is an explicit null
 */
public record OrderPatch(
        @Nullable OrderStatus status,
        @JsonProperty("shipping_address") @Nullable AddressPatch shippingAddress,
        @JsonProperty("promo_code") @Nullable String promoCode,
        @Nullable Integer quantity) {

    /** No code is empty, so the empty text is free to say that there is none. */
    public static final String NO_PROMO_CODE = "";

    private static final List<String> FIXED =
            List.of("customer_id", "customer_email", "product_name", "price", "currency", "order_date");

    public static OrderPatch status(OrderStatus status) {
        return new OrderPatch(status, null, null, null);
    }

    public static OrderPatch address(ShippingAddress address) {
        return new OrderPatch(null, AddressPatch.to(address), null, null);
    }

    public static OrderPatch promoCode(String code) {
        return new OrderPatch(null, null, code, null);
    }

    public static OrderPatch quantity(int quantity) {
        return new OrderPatch(null, null, null, quantity);
    }

    /** Refuses whatever is wrong with the body. */
    public static OrderPatch read(byte[] body) {
        InputFields in = InputFields.parse(body);
        OrderRequest.refuseReadOnly(in);
        FIXED.forEach(name -> in.refuse(name, "cannot be changed by a patch"));
        OrderPatch patch = new OrderPatch(
                in.has("status") ? in.parsed("status", OrderStatus::of, OrderStatus.PROCESSING) : null,
                in.has("shipping_address") ? AddressPatch.read(in.object("shipping_address")) : null,
                readPromoCode(in),
                in.has("quantity") ? in.whole("quantity", 1, OrderContent.MAX_QUANTITY) : null);
        in.finish();
        return patch;
    }

    @Nullable String promoCodeOrNone() {
        return NO_PROMO_CODE.equals(promoCode) ? null : promoCode;
    }

    private static @Nullable String readPromoCode(InputFields in) {
        if (!in.has("promo_code")) {
            return null;
        }
        return in.takeNull("promo_code") ? NO_PROMO_CODE : in.text("promo_code", OrderContent.PROMO_CODE);
    }
}
