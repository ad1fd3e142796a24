package io.orderlake.stream.settings;

import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Which settings' values may appear in a message. */
final class Shown {

    /** Replaces a value that may not appear. */
    static final String HIDDEN = "***";

    private Shown() {}

    /** A mistyped key may contain a secret as well, so parts of names decide. */
    static boolean isSecret(ConfigurationPropertyName key) {
        String name = key.toString().toLowerCase(Locale.ROOT);
        return Stream.of("key", "secret", "password", "token").anyMatch(name::contains);
    }
}
