package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderlake.orderwriter.input.InputFields;
import io.orderlake.orderwriter.input.TextRule;
import org.jspecify.annotations.Nullable;

/** A change of some parts of an address; what is null stays as it is. */
public record AddressPatch(
        @Nullable String street,
        @Nullable String city,
        @JsonProperty("postal_code") @Nullable String postalCode,
        @Nullable String country) {

    /** The patch that replaces every part. */
    public static AddressPatch to(ShippingAddress address) {
        return new AddressPatch(address.street(), address.city(), address.postalCode(), address.country());
    }

    static AddressPatch read(InputFields in) {
        return new AddressPatch(
                part(in, "street", ShippingAddress.LINE),
                part(in, "city", ShippingAddress.LINE),
                part(in, "postal_code", ShippingAddress.POSTAL_CODE),
                part(in, "country", ShippingAddress.COUNTRY));
    }

    ShippingAddress applyTo(ShippingAddress address) {
        return new ShippingAddress(
                street != null ? street : address.street(),
                city != null ? city : address.city(),
                postalCode != null ? postalCode : address.postalCode(),
                country != null ? country : address.country());
    }

    private static @Nullable String part(InputFields in, String name, TextRule rule) {
        return in.has(name) ? in.text(name, rule) : null;
    }
}
