package io.orderlake.launcher;

import io.orderlake.launcher.fleet.FleetPlan.Aws;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that adds silver and gold to a fleet. */
final class SilverOption {

    /** Applies if {@code --silver} has no value. */
    private static final String DEFAULT = "60s";

    private static final Pattern TIME = Pattern.compile("(\\d{1,5})([smh])");
    private static final Duration MAX_EVERY = Duration.ofDays(1);

    @Option(
            names = "--silver",
            arity = "0..1",
            paramLabel = "EVERY",
            fallbackValue = DEFAULT,
            defaultValue = "${env:ORDERLAKE_SILVER:-}",
            description = "Also run Spark, which updates silver and gold at this interval (default: " + DEFAULT
                    + "). It takes about 0.7 GB more memory, and downloads about 450 MB the first time. Without this"
                    + " option Spark runs only if ORDERLAKE_SILVER is set to an interval.")
    private String every = "";

    /** The interval; null if the user did not ask for silver. Wrong and impossible intervals are errors. */
    @Nullable Duration checked(FleetOptions options) {
        if (every.isEmpty()) {
            return null;
        }
        Matcher time = TIME.matcher(every);
        Duration interval = time.matches() ? duration(time) : Duration.ZERO;
        if (interval.isZero() || interval.compareTo(MAX_EVERY) > 0) {
            throw options.usageError("Cannot use --silver=" + every + ": expected 1s to 24h, such as 30s or 5m");
        }
        if (!(options.aws() instanceof Aws.Local)) {
            throw options.usageError(
                    "Cannot use --silver here: it needs the Iceberg catalog of the local AWS that the launcher starts."
                            + " Elsewhere run the job on Glue or EMR, see docs/lakehouse.md");
        }
        return interval;
    }

    private static Duration duration(Matcher time) {
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
