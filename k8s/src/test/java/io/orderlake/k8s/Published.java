package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are made by the tests and published, so that a change of them is seen in a review. */
final class Published {

    private static final boolean REGENERATE = Boolean.getBoolean("orderlake.regenerate");

    private Published() {}

    /** The file is as it would be made now; with {@code -Dorderlake.regenerate=true} it is made. */
    static void assertCurrent(Path file, String now) throws IOException {
        if (REGENERATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, now);
        }
        assertThat(file).exists();
        assertThat(Files.readString(file))
                .as("%s, which -Dorderlake.regenerate=true makes anew", file)
                .isEqualTo(now);
    }
}
