package io.orderlake.stream.read;

import io.orderlake.stream.Backoff;
import io.orderlake.stream.StartAt;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How shards are read.
 *
 * @param pollEvery pause between reads of a shard that has no backlog
 * @param batchSize records asked for in one read, 1 to 10,000
 * @param leaseDuration a lease that does not change for so long may be taken by another instance
 * @param renewEvery pause between renewals, and between two listings of the lease table; at most a third of {@code leaseDuration}
 * @param discoverEvery pause between two listings of the shards
 * @param retryFrom first pause after a failure; doubled with each further one
 * @param retryUpTo longest pause after a failure
 * @param stopWithin how long a stop waits for shards to be handed over
 * @param start where a shard without parents starts when it has no checkpoint: {@code trim-horizon}, {@code latest} or an
 *     instant such as {@code 2026-11-20T10:00:00Z}. With {@code latest}, records that arrive between two starts before the
 *     first checkpoint are not read
 * @param acceptGap whether reading goes on behind a gap, where retention removed records that were not read
 */
@ConfigurationProperties("orderlake.reader")
public record ReaderSettings(
        @DefaultValue("250ms") Duration pollEvery,
        @DefaultValue("10000") int batchSize,
        @DefaultValue("6s") Duration leaseDuration,
        @DefaultValue("2s") Duration renewEvery,
        @DefaultValue("10s") Duration discoverEvery,
        @DefaultValue("100ms") Duration retryFrom,
        @DefaultValue("30s") Duration retryUpTo,
        @DefaultValue("20s") Duration stopWithin,
        @DefaultValue("trim-horizon") String start,
        @DefaultValue("false") boolean acceptGap) {

    public ReaderSettings {
        require(pollEvery.toMillis() >= 1, "poll-every", "1ms or more", pollEvery);
        require(batchSize >= 1 && batchSize <= 10_000, "batch-size", "1 to 10000", batchSize);
        require(renewEvery.toMillis() >= 1, "renew-every", "1ms or more", renewEvery);
        require(
                leaseDuration.compareTo(renewEvery.multipliedBy(3)) >= 0,
                "lease-duration",
                "at least three times renew-every",
                leaseDuration);
        require(discoverEvery.toMillis() >= 1, "discover-every", "1ms or more", discoverEvery);
        require(retryFrom.toMillis() >= 1, "retry-from", "1ms or more", retryFrom);
        require(retryUpTo.compareTo(retryFrom) >= 0, "retry-up-to", "at least retry-from", retryUpTo);
        require(!stopWithin.isNegative(), "stop-within", "0 or more", stopWithin);
        parsed(start);
    }

    /** The settings where nothing is set. */
    public static ReaderSettings defaults() {
        return new ReaderSettings(
                Duration.ofMillis(250),
                10_000,
                Duration.ofSeconds(6),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                "trim-horizon",
                false);
    }

    StartAt startAt() {
        return parsed(start);
    }

    Backoff backoff() {
        return new Backoff(retryFrom, retryUpTo);
    }

    private static StartAt parsed(String start) {
        try {
            return switch (start) {
                case "trim-horizon" -> new StartAt.TrimHorizon();
                case "latest" -> new StartAt.Latest();
                default -> new StartAt.Time(Instant.parse(start));
            };
        } catch (DateTimeParseException neither) {
            throw new IllegalArgumentException(
                    "Cannot read: expected orderlake.reader.start to be trim-horizon, latest or an instant but was "
                            + start,
                    neither);
        }
    }

    private static void require(boolean valid, String key, String expected, Object was) {
        if (!valid) {
            throw new IllegalArgumentException(
                    "Cannot read: expected orderlake.reader." + key + " to be " + expected + " but was " + was);
        }
    }
}
