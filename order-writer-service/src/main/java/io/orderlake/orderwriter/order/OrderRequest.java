package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.orderlake.orderwriter.input.InputFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole order as a client sends it.
 *
 * @param status if absent: processing for a new order, unchanged for an existing one
 * @param orderDate if absent: today (UTC) for a new order, unchanged for an existing one
 */
@Schema(
        requiredProperties = {
            "customer_id",
            "customer_email",
            "product_name",
            "quantity",
            "price",
            "currency",
            "shipping_address"
        })
public record OrderRequest(
        @JsonUnwrapped OrderContent content,
        @Nullable OrderStatus status,
        @JsonProperty("order_date") @Nullable LocalDate orderDate) {

    private static final List<String> READ_ONLY = List.of("order_id", "total", "created_at", "updated_at", "version");
    private static final String EXPECTED_DATE = "must be a date as YYYY-MM-DD";

    /** Refuses whatever is wrong with the body. */
    public static OrderRequest read(byte[] body) {
        InputFields in = InputFields.parse(body);
        refuseReadOnly(in);
        OrderStatus status = in.has("status") ? in.parsed("status", OrderStatus::of, OrderStatus.PROCESSING) : null;
        LocalDate date = in.has("order_date") ? in.parsed("order_date", OrderRequest::dateOf, LocalDate.EPOCH) : null;
        OrderContent content = OrderContent.read(in);
        in.finish();
        return new OrderRequest(content, status, date);
    }

    /** A date as YYYY-MM-DD; {@link LocalDate#parse} alone would take years of nine digits too. */
    private static LocalDate dateOf(String text) {
        try {
            if (text.length() == "YYYY-MM-DD".length()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(EXPECTED_DATE, e);
        }
        throw new IllegalArgumentException(EXPECTED_DATE);
    }

    static void refuseReadOnly(InputFields in) {
        READ_ONLY.forEach(name -> in.refuse(name, "is read-only: the service sets it"));
    }
}
