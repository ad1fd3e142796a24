package io.orderlake.orderwriter.generator;

import io.orderlake.orderwriter.input.InputFields;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the generator does. A run ends with the first bound that it reaches.
 *
 * @param enabled whether a run starts with the service; if absent, it does with a local endpoint only
 * @param rate new orders per second; all other writes come on top, in the proportion of the mix; 0 is as fast as
 *     DynamoDB takes them
 * @param mix weights of the kinds of writes
 * @param orders bound on the orders that a run creates; 0 is none
 * @param changes bound on the writes of a run, of all kinds; 0 is none
 * @param seed decides everything about a run but its times and the middle part of its ids; if absent, another each time
 * @param inFlight requests at the same time
 * @param journal file to which acknowledged writes are appended, see {@link Journal}; if absent there is none
 */
@ConfigurationProperties(prefix = "orderlake.generator", ignoreUnknownFields = false)
public record GeneratorSettings(
        @Nullable Boolean enabled,
        @DefaultValue("0.334") double rate,
        @DefaultValue GeneratorMix mix,
        @DefaultValue("0") long orders,
        @DefaultValue("0") long changes,
        @Nullable Long seed,
        @DefaultValue("8") int inFlight,
        @Nullable Path journal) {

    private static final double MAX_RATE = 1_000_000;

    public GeneratorSettings {
        check("rate", rate >= 0 && rate <= MAX_RATE, "0 to " + (long) MAX_RATE, rate);
        check("orders", orders >= 0, "0 or more", orders);
        check("changes", changes >= 0, "0 or more", changes);
        check("in-flight", inFlight >= 1 && inFlight <= 32, "1 to 32", inFlight);
    }

    /** These settings with what the body of a request overrides. The journal is not among it: a client names no files. */
    GeneratorSettings with(byte[] body) {
        if (body.length == 0) {
            return this;
        }
        InputFields in = InputFields.parse(body);
        double newRate =
                in.has("rate") ? in.money("rate", BigDecimal.valueOf(MAX_RATE)).doubleValue() : rate;
        GeneratorMix newMix = in.has("mix") ? mix.with(in.object("mix")) : mix;
        long newOrders = in.has("orders") ? in.whole("orders", 0, Long.MAX_VALUE) : orders;
        long newChanges = in.has("changes") ? in.whole("changes", 0, Long.MAX_VALUE) : changes;
        Long newSeed = in.has("seed") ? Long.valueOf(in.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE)) : seed;
        in.finish();
        return new GeneratorSettings(enabled, newRate, newMix, newOrders, newChanges, newSeed, inFlight, journal);
    }

    /** Seconds between two writes of any kind. */
    double interval() {
        return rate == 0 ? 0 : mix.create() / (rate * mix.total());
    }

    private static void check(String key, boolean holds, String expected, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "orderlake.generator." + key + ": expected " + expected + " but was " + value);
        }
    }
}
