package io.orderlake.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which process has the lock of a machine's jobs. */
class RunLockTest {

    @TempDir
    Path folder;

    @Test
    void isTakenWhileHeldAndFreeAfterwards() throws Exception {
        Path file = folder.resolve("lock");
        try (RunLock held = RunLock.held(Optional.of(file))) {
            assertThat(isFree(file)).isFalse();
        }
        assertThat(isFree(file)).isTrue();
    }

    /** In another process, because within one Java throws an exception. */
    private static boolean isFree(Path file) throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return other.waitFor() == 0;
    }

    /** Ends with 0 if the lock is free. */
    static final class Probe {
        private Probe() {}

        public static void main(String... arguments) throws Exception {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.exit(channel.tryLock() == null ? 1 : 0);
            }
        }
    }
}
