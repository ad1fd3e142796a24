package io.orderlake.lakewriter;

import io.orderlake.lakewriter.landing.RowFormats;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How {@code order-events} becomes a lake. A change of these settings applies to new claims. An open claim keeps the plan by
 * which it was claimed.
 *
 * @param bucket the lake's bucket
 * @param createBucket whether a missing bucket is created, with the expiry rule for rejects; if unset, the value of
 *     {@code orderlake.streams.create}, which is {@code false} under profile {@code aws}
 * @param formats names of row formats
 * @param maxBytes a shard's rows land when they reach that size
 * @param maxAge or when the first of them has waited that long; at least one second
 * @param maxBufferedBytes bound on the buffered rows of all shards; at the bound, each shard lands its buffer before it reads
 *     on
 * @param delivery {@code objects}, or {@code firehose}: rows go to {@code firehoseStream}, and rejects stay objects
 * @param firehoseStream name of the delivery stream
 * @param watermarkRetention how long a source shard's watermarks are kept after its last row: longer than the retention of
 *     source and streams, and longer than the longest pause of a source that has no retention
 * @param eventIdWindow how long the event ids of landed records are kept; they identify records that a producer outside the
 *     lanes sends twice. Zero: no window. The default is longer than a DynamoDB stream keeps a change
 * @param eventIdWindowMemory bound on the memory of the event ids of all shards, at 32 bytes each; beyond it, the oldest are
 *     removed early
 * @param kmsKey KMS key of the landing objects; if unset, the bucket decides about encryption
 * @param errors the objects of rejects
 */
@ConfigurationProperties("orderlake.lake")
public record LakeSettings(
        @DefaultValue("orderlake") String bucket,
        @Nullable Boolean createBucket,
        @DefaultValue({"parquet", "json"}) List<String> formats,
        @DefaultValue("1MB") DataSize maxBytes,
        @DefaultValue("60s") Duration maxAge,
        @DefaultValue("64MB") DataSize maxBufferedBytes,
        @DefaultValue("objects") Delivery delivery,
        @Nullable String firehoseStream,
        @DefaultValue("30d") Duration watermarkRetention,
        @DefaultValue("25h") Duration eventIdWindow,
        @DefaultValue("32MB") DataSize eventIdWindowMemory,
        @Nullable String kmsKey,
        @DefaultValue Errors errors) {

    private static final DataSize MIN_SIZE = DataSize.ofKilobytes(1);
    private static final DataSize MAX_SIZE = DataSize.ofMegabytes(128);
    private static final Duration MIN_RETENTION = Duration.ofDays(2);
    private static final Duration MIN_WINDOW = Duration.ofMinutes(1);
    private static final DataSize MAX_WINDOW_MEMORY = DataSize.ofGigabytes(16);

    /** Who writes the rows. */
    public enum Delivery {
        OBJECTS,
        FIREHOSE
    }

    /**
     * The objects under {@code errors/}.
     *
     * @param expireAfter how long rejects are kept, in whole days; if unset, they are kept for good. Rejects have a tag for a
     *     lifecycle rule
     * @param kmsKey KMS key of these objects; if unset, the bucket decides about encryption
     */
    public record Errors(
            @Nullable Duration expireAfter, @Nullable String kmsKey) {

        public Errors {
            if (expireAfter != null) {
                long days = expireAfter.toDays();
                require(
                        days >= 1 && Duration.ofDays(days).equals(expireAfter),
                        "errors.expire-after",
                        "whole days, at least 1d",
                        expireAfter);
            }
        }
    }

    public LakeSettings {
        formats = List.copyOf(formats);
        require(!bucket.isBlank(), "bucket", "the name of a bucket", bucket);
        requireFormats(formats);
        require(within(maxBytes), "max-bytes", "1KB to 128MB", maxBytes);
        require(maxAge.compareTo(Duration.ofSeconds(1)) >= 0, "max-age", "1s or more", maxAge);
        require(
                maxBufferedBytes.compareTo(maxBytes) >= 0,
                "max-buffered-bytes",
                "at least max-bytes",
                maxBufferedBytes);
        requireDelivery(delivery, firehoseStream);
        requireWindow(eventIdWindow, watermarkRetention);
        require(
                eventIdWindowMemory.compareTo(DataSize.ofMegabytes(1)) >= 0
                        && eventIdWindowMemory.compareTo(MAX_WINDOW_MEMORY) <= 0,
                "event-id-window-memory",
                "1MB to 16GB",
                eventIdWindowMemory);
    }

    private static void requireFormats(List<String> formats) {
        List<String> known = RowFormats.SHIPPED.names();
        boolean isSet = formats.stream().distinct().count() == formats.size();
        require(
                known.containsAll(formats) && !formats.isEmpty() && isSet,
                "formats",
                "one or more of " + String.join(", ", known) + ", each once",
                formats);
    }

    private static void requireDelivery(Delivery delivery, @Nullable String firehoseStream) {
        boolean throughFirehose = delivery == Delivery.FIREHOSE;
        require(
                throughFirehose == (firehoseStream != null),
                "firehose-stream",
                throughFirehose ? "the name of a delivery stream" : "no value, unless delivery is firehose",
                String.valueOf(firehoseStream));
    }

    private static void requireWindow(Duration eventIdWindow, Duration watermarkRetention) {
        require(
                watermarkRetention.compareTo(MIN_RETENTION) >= 0,
                "watermark-retention",
                "2d or more",
                watermarkRetention);
        boolean inBounds = eventIdWindow.compareTo(MIN_WINDOW) >= 0 && eventIdWindow.compareTo(watermarkRetention) <= 0;
        require(
                eventIdWindow.isZero() || inBounds,
                "event-id-window",
                "0, or 1m to watermark-retention",
                eventIdWindow);
    }

    private static boolean within(DataSize size) {
        return size.compareTo(MIN_SIZE) >= 0 && size.compareTo(MAX_SIZE) <= 0;
    }

    private static void require(boolean holds, String key, String expected, Object was) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Cannot use orderlake.lake." + key + ": expected " + expected + " but was " + was);
        }
    }
}
