package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * The address that an order is sent to.
 *
 * @param country two capital letters of ISO 3166
 */
public record ShippingAddress(
        @NotNull @Pattern(regexp = TextRules.ADDRESS_LINE, message = TextRules.ADDRESS_LINE_MESSAGE) String street,

        @NotNull @Pattern(regexp = TextRules.ADDRESS_LINE, message = TextRules.ADDRESS_LINE_MESSAGE) String city,

        @JsonProperty("postal_code")
        @NotNull @Pattern(regexp = TextRules.POSTAL_CODE, message = TextRules.POSTAL_CODE_MESSAGE) String postalCode,

        @NotNull @Pattern(regexp = TextRules.COUNTRY, message = TextRules.COUNTRY_MESSAGE) String country) {}
