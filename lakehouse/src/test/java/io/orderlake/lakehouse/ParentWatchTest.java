package io.orderlake.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ParentWatchTest {

    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void endsWhenTheParentIsGone() throws Exception {
        Process parent = new ProcessBuilder("cat").start();
        CompletableFuture<?> watch = ParentWatch.endWith(Long.toString(parent.pid()), () -> ended.set(true));
        assertThat(ended).isFalse();
        parent.destroyForcibly();
        watch.get(10, TimeUnit.SECONDS);
        assertThat(ended).isTrue();
    }

    @Test
    void endsAtOnceWhenTheParentIsGoneAlready() throws Exception {
        Process parent = ended();
        ParentWatch.endWith(Long.toString(parent.pid()), () -> ended.set(true)).get(10, TimeUnit.SECONDS);
        assertThat(ended).isTrue();
    }

    private static Process ended() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process;
    }
}
