package io.orderlake.launcher;

import io.orderlake.launcher.fleet.FleetPlan.Aws;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that asks for silver and gold. */
final class SilverOption {

    /** Without a value of its own. */
    private static final String DEFAULT = "60s";

    private static final Pattern TIME = Pattern.compile("(\\d{1,5})([smh])");
    private static final Duration LONGEST = Duration.ofDays(1);

    @Option(
            names = "--silver",
            arity = "0..1",
            paramLabel = "EVERY",
            fallbackValue = DEFAULT,
            defaultValue = "${env:ORDERLAKE_SILVER:-}",
            description = "Have Spark make silver and gold, too, every so long (default: " + DEFAULT
                    + ", about 0.7 GB more; the first time some 450 MB are downloaded). Without it there is no Spark,"
                    + " unless ORDERLAKE_SILVER says how often.")
    private String every = "";

    /** How often; absent where it is not asked for. An error where it cannot be done. */
    @Nullable Duration checked(FleetOptions options) {
        if (every.isEmpty()) {
            return null;
        }
        Matcher time = TIME.matcher(every);
        Duration duration = time.matches() ? duration(time) : Duration.ZERO;
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw options.usageError("Cannot use --silver=" + every + ": expected 1s to 24h, such as 30s or 5m");
        }
        if (!(options.aws() instanceof Aws.Local)) {
            throw options.usageError(
                    "Cannot use --silver here: expected the Iceberg catalog of the AWS that the launcher starts on this"
                            + " machine; elsewhere run the job on Glue or EMR, see docs/lakehouse.md");
        }
        return duration;
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
