package io.orderlake.transformer;

import io.orderlake.transformer.row.MaskKey;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How personal values are hashed.
 *
 * @param key secret of the deployment. Whoever has it can find out whose value a hash is. With another key, equal values get
 *     other hashes. If it is not set, a development key is used that is no secret; profile {@code aws} demands a key
 */
@ConfigurationProperties("orderlake.mask")
public record MaskSettings(@Nullable String key) {

    private static final int MIN_LENGTH = 16;
    private static final String DEVELOPMENT_KEY = "orderlake-development-mask-key";

    public MaskSettings {
        if (key != null && key.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("orderlake.mask.key: expected at least " + MIN_LENGTH
                    + " characters but was " + key.length() + " long");
        }
    }

    /** The key for a laptop. */
    MaskKey keyOrDevelopmentKey() {
        return new MaskKey(key == null ? DEVELOPMENT_KEY : key);
    }

    /** The key where data is real. */
    MaskKey requiredKey() {
        if (key == null) {
            throw new IllegalArgumentException("orderlake.mask.key: expected a secret of at least " + MIN_LENGTH
                    + " characters under profile aws, but it is not set");
        }
        return new MaskKey(key);
    }

    @Override
    public String toString() {
        return "MaskSettings[key=" + (key == null ? "null" : "***") + "]";
    }
}
