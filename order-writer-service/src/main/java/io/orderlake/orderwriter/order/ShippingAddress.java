package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderlake.orderwriter.input.InputFields;
import io.orderlake.orderwriter.input.TextRule;

/**
 * Where an order goes.
 *
 * @param country two capital letters of ISO 3166
 */
public record ShippingAddress(
        String street,
        String city,
        @JsonProperty("postal_code") String postalCode,
        String country) {

    static final TextRule LINE = TextRule.upTo(200);
    static final TextRule POSTAL_CODE = TextRule.upTo(20);
    static final TextRule COUNTRY = TextRule.matching("[A-Z]{2}", "two capital letters (ISO 3166)");

    static ShippingAddress read(InputFields in) {
        return new ShippingAddress(
                in.text("street", LINE),
                in.text("city", LINE),
                in.text("postal_code", POSTAL_CODE),
                in.text("country", COUNTRY));
    }
}
