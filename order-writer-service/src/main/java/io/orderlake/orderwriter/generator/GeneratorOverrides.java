package io.orderlake.orderwriter.generator;

import io.orderlake.orderwriter.input.RequestParser;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the request that starts a run changes about the settings; what is null stays as it is. The journal is no part of
 * it, because a client must not name files of the server.
 */
public record GeneratorOverrides(
        @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 2) @Nullable BigDecimal rate,

        @Valid @Nullable Mix mix,
        @Min(0) @Nullable Long orders,
        @Min(0) @Nullable Long changes,
        @Nullable Long seed) {

    /** Weights of kinds of writes. */
    public record Mix(
            @Min(1) @Max(GeneratorMix.MAX_WEIGHT) @Nullable Integer create,
            @Min(0) @Max(GeneratorMix.MAX_WEIGHT) @Nullable Integer update,
            @Min(0) @Max(GeneratorMix.MAX_WEIGHT) @Nullable Integer cancel,
            @Min(0) @Max(GeneratorMix.MAX_WEIGHT) @Nullable Integer address,
            @Min(0) @Max(GeneratorMix.MAX_WEIGHT) @Nullable Integer promo,
            @Min(0) @Max(GeneratorMix.MAX_WEIGHT) @Nullable Integer delete) {}

    /** Refuses a body that is wrong in any way; an empty one changes nothing. */
    static GeneratorOverrides read(byte[] body) {
        return body.length == 0
                ? new GeneratorOverrides(null, null, null, null, null)
                : RequestParser.parse(GeneratorOverrides.class, body, Map.of());
    }
}
