package io.orderlake.orderwriter.generator;

import io.orderlake.orderwriter.input.InputFields;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often each kind of write comes, as weights: out of their sum. A change that finds no order which it can change
 * becomes a create.
 */
public record GeneratorMix(
        @DefaultValue("40") int create,
        @DefaultValue("30") int update,
        @DefaultValue("8") int cancel,
        @DefaultValue("8") int address,
        @DefaultValue("8") int promo,
        @DefaultValue("6") int delete) {

    private static final int MAX_WEIGHT = 1_000_000;

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

    /** The kind that a number from 0 up to the total stands for. */
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

    /** This mix with the weights that {@code in} names. */
    GeneratorMix with(InputFields in) {
        return new GeneratorMix(
                weight(in, "create", 1, create),
                weight(in, "update", 0, update),
                weight(in, "cancel", 0, cancel),
                weight(in, "address", 0, address),
                weight(in, "promo", 0, promo),
                weight(in, "delete", 0, delete));
    }

    private static int weight(InputFields in, String name, int min, int otherwise) {
        return in.has(name) ? in.whole(name, min, MAX_WEIGHT) : otherwise;
    }

    private static void check(String name, int weight, int min) {
        if (weight < min || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("orderlake.generator.mix." + name + ": expected a weight from " + min
                    + " to " + MAX_WEIGHT + " but was " + weight);
        }
    }
}
