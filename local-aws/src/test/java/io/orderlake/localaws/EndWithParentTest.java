package io.orderlake.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EndWithParentTest {

    /** Would run forever. */
    static final class Endless {

        public static void main(String[] args) throws InterruptedException {
            Thread.currentThread().join();
        }
    }

    @Test
    void theProcessEndsWhenItsStandardInputDoes() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndWithParent.class.getName(),
                        Endless.class.getName())
                .start();
        assertThat(process.isAlive()).isTrue();
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
