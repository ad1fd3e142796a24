package io.orderlake.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ParentGuardTest {

    private final AtomicBoolean ended = new AtomicBoolean();

    /** A main class that does not know the guard, and never ends by itself. */
    static final class Endless {

        public static void main(String[] args) throws InterruptedException {
            System.out.println(args[0]);
            Thread.currentThread().join();
        }
    }

    @Test
    void endsWhenTheParentEnds() throws IOException {
        Process parent = new ProcessBuilder("cat").start();
        CompletableFuture<?> guard = ParentGuard.endWith(Long.toString(parent.pid()), () -> ended.set(true));
        assertThat(ended).isFalse();
        parent.destroyForcibly();
        assertThatCode(() -> guard.get(10, TimeUnit.SECONDS)).doesNotThrowAnyException();
        assertThat(ended).isTrue();
    }

    @Test
    void endsAtOnceWhenTheParentHasEndedAlready() throws Exception {
        Process parent = new ProcessBuilder("true").start();
        parent.waitFor();
        ParentGuard.endWith(Long.toString(parent.pid()), () -> ended.set(true)).get(10, TimeUnit.SECONDS);
        assertThat(ended).isTrue();
    }

    @Test
    void aProcessThatDoesNotKnowTheGuardEndsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder("cat").start();
        Process guarded = guarded(parent);
        assertThat(guarded.inputReader().readLine()).isEqualTo("started");

        parent.destroyForcibly();

        assertThat(guarded.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(guarded.exitValue()).isZero();
    }

    private static Process guarded(Process parent) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentGuard.class.getName(),
                Endless.class.getName(),
                "started");
        builder.environment().put(ParentGuard.PARENT_PID, Long.toString(parent.pid()));
        return builder.start();
    }
}
