package io.orderlake.transformer;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The transformer's own settings.
 *
 * @param productCategories YAML file of {@code product name: category}; unset, the one that is shipped
 * @param maxRecordBytes a change whose row event is larger is kept in the lake, and a reject points there
 * @param bucket the lake's bucket, where such originals are kept
 */
@ConfigurationProperties("orderlake.transform")
public record TransformSettings(
        @Nullable Path productCategories,
        @DefaultValue("950000") int maxRecordBytes,
        @DefaultValue("orderlake") String bucket) {

    private static final int MIN_BYTES = 10_000;
    private static final int MAX_BYTES = 1_000_000;

    public TransformSettings {
        if (maxRecordBytes < MIN_BYTES || maxRecordBytes > MAX_BYTES) {
            throw new IllegalArgumentException("orderlake.transform.max-record-bytes: expected " + MIN_BYTES + " to "
                    + MAX_BYTES + " but was " + maxRecordBytes);
        }
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("orderlake.transform.bucket: expected a bucket's name but it is empty");
        }
    }
}
