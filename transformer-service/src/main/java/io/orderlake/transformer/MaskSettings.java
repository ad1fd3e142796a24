package io.orderlake.transformer;

import io.orderlake.transformer.row.MaskKey;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How personal values are hashed.
 *
 * @param key secret of the deployment; who has it can tell whose hash a hash is, and with another one equal values no longer
 *     hash alike. Unset, a development key that is no secret serves, but not under profile {@code aws}
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
