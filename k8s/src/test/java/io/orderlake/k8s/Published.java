package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that tests generate and the repository publishes, so that a review shows their changes. */
final class Published {

    private static final boolean REGENERATE = Boolean.getBoolean("orderlake.regenerate");

    private Published() {}

    /** Compares the file with the current text. With {@code -Dorderlake.regenerate=true} the file is written first. */
    static void assertCurrent(Path file, String now) throws IOException {
        if (REGENERATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, now);
        }
        assertThat(file).exists();
        assertThat(Files.readString(file))
                .as("%s, which -Dorderlake.regenerate=true generates again", file)
                .isEqualTo(now);
    }
}
