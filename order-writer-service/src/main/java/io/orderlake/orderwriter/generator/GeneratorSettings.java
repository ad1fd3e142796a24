package io.orderlake.orderwriter.generator;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the generator does. A run ends at the first limit that it reaches.
 *
 * @param enabled whether a run starts with the service; if absent, only with a local endpoint
 * @param rate new orders per second; all other writes are added in the proportion of the mix; 0 is as fast as
 *     DynamoDB accepts them
 * @param mix weights of the kinds of writes
 * @param orders limit of the orders that a run creates; 0 is no limit
 * @param changes limit of the writes of a run, of all kinds; 0 is no limit
 * @param seed determines everything of a run except its times and the middle part of its ids; if absent, it is random
 * @param inFlight number of concurrent requests
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

    /** These settings with what the overrides name. */
    GeneratorSettings with(GeneratorOverrides overrides) {
        return new GeneratorSettings(
                enabled,
                overrides.rate() == null ? rate : overrides.rate().doubleValue(),
                overrides.mix() == null ? mix : mix.with(overrides.mix()),
                requireNonNullElse(overrides.orders(), orders),
                requireNonNullElse(overrides.changes(), changes),
                overrides.seed() == null ? seed : overrides.seed(),
                inFlight,
                journal);
    }

    /** Seconds between two writes of any kind. */
    double interval() {
        return rate == 0 ? 0 : mix.create() / (rate * mix.total());
    }

    private static void check(String key, boolean valid, String expected, Object value) {
        if (!valid) {
            throw new IllegalArgumentException(
                    "orderlake.generator." + key + ": expected " + expected + " but was " + value);
        }
    }
}
