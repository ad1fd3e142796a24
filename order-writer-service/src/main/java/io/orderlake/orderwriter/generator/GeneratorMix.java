package io.orderlake.orderwriter.generator;

import static java.util.Objects.requireNonNullElse;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often each kind of write occurs, as weights relative to their sum. A change that finds no order to change becomes a
 * create.
 */
public record GeneratorMix(
        @DefaultValue("40") int create,
        @DefaultValue("30") int update,
        @DefaultValue("8") int cancel,
        @DefaultValue("8") int address,
        @DefaultValue("8") int promo,
        @DefaultValue("6") int delete) {

    static final int MAX_WEIGHT = 1_000_000;

    public GeneratorMix {
        check("create", create, 1);
        check("update", update, 0);
        check("cancel", cancel, 0);
        check("address", address, 0);
        check("promo", promo, 0);
        check("delete", delete, 0);
    }

    /** All defaults. */
    public static GeneratorMix defaults() {
        return new GeneratorMix(40, 30, 8, 8, 8, 6);
    }

    int weight(WriteKind kind) {
        return switch (kind) {
            case CREATE -> create;
            case UPDATE -> update;
            case CANCEL -> cancel;
            case ADDRESS -> address;
            case PROMO -> promo;
            case DELETE -> delete;
        };
    }

    int total() {
        return create + update + cancel + address + promo + delete;
    }

    /** The kind of a random number from 0 up to the total. */
    WriteKind at(int number) {
        int rest = number;
        for (WriteKind kind : WriteKind.values()) {
            rest -= weight(kind);
            if (rest < 0) {
                return kind;
            }
        }
        throw new IllegalArgumentException("expected a number below " + total() + " but was " + number);
    }

    /** This mix with the weights that the overrides name. */
    GeneratorMix with(GeneratorOverrides.Mix overrides) {
        return new GeneratorMix(
                requireNonNullElse(overrides.create(), create),
                requireNonNullElse(overrides.update(), update),
                requireNonNullElse(overrides.cancel(), cancel),
                requireNonNullElse(overrides.address(), address),
                requireNonNullElse(overrides.promo(), promo),
                requireNonNullElse(overrides.delete(), delete));
    }

    private static void check(String name, int weight, int min) {
        if (weight < min || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("orderlake.generator.mix." + name + ": expected a weight from " + min
                    + " to " + MAX_WEIGHT + " but was " + weight);
        }
    }
}
