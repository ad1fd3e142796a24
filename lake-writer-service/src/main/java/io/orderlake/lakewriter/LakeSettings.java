package io.orderlake.lakewriter;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How {@code order-events} becomes a lake. A change of these applies to new claims; open ones keep the plan that they were
 * claimed by.
 *
 * @param bucket the lake's bucket
 * @param createBucket whether a missing bucket is created, and the expiry rule of rejects kept on it; unset does as
 *     {@code orderlake.streams.create}, which is {@code false} under profile {@code aws}
 * @param formats {@code parquet}, {@code json} or both
 * @param maxBytes a shard's rows land when they reach that size
 * @param maxAge or when the first of them has waited that long; at least one second
 * @param maxBufferedBytes bound on the rows held of all shards; at the bound each shard lands what it holds before it reads on
 * @param delivery {@code objects}, or {@code firehose}: rows go to {@code firehoseStream}, rejects stay objects
 * @param firehoseStream name of the delivery stream
 * @param watermarkRetention how long a source shard's watermarks are kept after its last row: longer than the retention of
 *     source and streams, and longer than any source without retention may stand still
 * @param eventIdWindow how far back the event ids of all that landed are remembered, by which records that a producer outside
 *     the lanes sends twice are known: zero for no window. The default is longer than a DynamoDB stream keeps a change
 * @param eventIdWindowMemory bound on the memory of these ids, 32 bytes each, of all shards: beyond it the oldest are forgotten
 *     before their time
 * @param kmsKey KMS key of the landing objects; unset leaves encryption to the bucket
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

    private static final List<String> FORMATS = List.of("parquet", "json");
    private static final DataSize MIN_SIZE = DataSize.ofKilobytes(1);
    private static final DataSize MAX_SIZE = DataSize.ofMegabytes(128);
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
     * @param expireAfter how long rejects are kept, in whole days; unset keeps them. They carry a tag for a lifecycle rule
     * @param kmsKey KMS key of these objects; unset leaves encryption to the bucket
     */
    public record Errors(
            @Nullable Duration expireAfter, @Nullable String kmsKey) {

        public Errors {
            if (expireAfter != null) {
                require(
                        expireAfter.toDays() >= 1
                                && Duration.ofDays(expireAfter.toDays()).equals(expireAfter),
                        "errors.expire-after",
                        "whole days, at least 1d",
                        expireAfter);
            }
        }
    }

    public LakeSettings {
        formats = List.copyOf(formats);
        require(!bucket.isBlank(), "bucket", "the name of a bucket", bucket);
        require(
                FORMATS.containsAll(formats)
                        && !formats.isEmpty()
                        && formats.stream().distinct().count() == formats.size(),
                "formats",
                "parquet, json or both",
                formats);
        require(within(maxBytes), "max-bytes", "1KB to 128MB", maxBytes);
        require(maxAge.compareTo(Duration.ofSeconds(1)) >= 0, "max-age", "1s or more", maxAge);
        require(
                maxBufferedBytes.compareTo(maxBytes) >= 0,
                "max-buffered-bytes",
                "at least max-bytes",
                maxBufferedBytes);
        require(
                (delivery == Delivery.FIREHOSE) == (firehoseStream != null),
                "firehose-stream",
                delivery == Delivery.FIREHOSE
                        ? "the name of a delivery stream"
                        : "no value, unless delivery is firehose",
                String.valueOf(firehoseStream));
        require(
                watermarkRetention.compareTo(Duration.ofDays(2)) >= 0,
                "watermark-retention",
                "2d or more",
                watermarkRetention);
        require(
                eventIdWindow.isZero()
                        || (eventIdWindow.compareTo(MIN_WINDOW) >= 0
                                && eventIdWindow.compareTo(watermarkRetention) <= 0),
                "event-id-window",
                "0, or 1m to watermark-retention",
                eventIdWindow);
        require(
                eventIdWindowMemory.compareTo(DataSize.ofMegabytes(1)) >= 0
                        && eventIdWindowMemory.compareTo(MAX_WINDOW_MEMORY) <= 0,
                "event-id-window-memory",
                "1MB to 16GB",
                eventIdWindowMemory);
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
