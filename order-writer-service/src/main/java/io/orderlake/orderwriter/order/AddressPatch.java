package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** A change of some parts of an address; what is null stays as it is. */
public record AddressPatch(
        @Pattern(regexp = TextRules.ADDRESS_LINE, message = TextRules.ADDRESS_LINE_MESSAGE) @Nullable String street,

        @Pattern(regexp = TextRules.ADDRESS_LINE, message = TextRules.ADDRESS_LINE_MESSAGE) @Nullable String city,

        @JsonProperty("postal_code")
        @Pattern(regexp = TextRules.POSTAL_CODE, message = TextRules.POSTAL_CODE_MESSAGE) @Nullable String postalCode,

        @Pattern(regexp = TextRules.COUNTRY, message = TextRules.COUNTRY_MESSAGE) @Nullable String country) {

    /** The patch that replaces every part. */
    public static AddressPatch to(ShippingAddress address) {
        return new AddressPatch(address.street(), address.city(), address.postalCode(), address.country());
    }

    ShippingAddress applyTo(ShippingAddress address) {
        return new ShippingAddress(
                street != null ? street : address.street(),
                city != null ? city : address.city(),
                postalCode != null ? postalCode : address.postalCode(),
                country != null ? country : address.country());
    }
}
