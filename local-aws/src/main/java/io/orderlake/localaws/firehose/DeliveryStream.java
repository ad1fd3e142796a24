package io.orderlake.localaws.firehose;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * A delivery stream to S3, and how it names what it delivers.
 *
 * @param createdAt epoch milliseconds
 */
record DeliveryStream(String name, String bucketArn, String roleArn, String prefix, boolean gzip, long createdAt) {

    private static final DateTimeFormatter HOUR = formatter("yyyy/MM/dd/HH/");
    private static final DateTimeFormatter SECOND = formatter("yyyy-MM-dd-HH-mm-ss");

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    String arn() {
        return "arn:aws:firehose:us-east-1:000000000000:deliverystream/" + name;
    }

    /** The key of the next object, by Firehose's scheme of hours and names. */
    URI nextObject(URI s3, Instant now) {
        String bucket = bucketArn.substring(bucketArn.lastIndexOf(':') + 1);
        String key = prefix + HOUR.format(now) + name + "-1-" + SECOND.format(now) + "-" + UUID.randomUUID()
                + (gzip ? ".gz" : "");
        return s3.resolve("/" + bucket + "/" + key);
    }
}
