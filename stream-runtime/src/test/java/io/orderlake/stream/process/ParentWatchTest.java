package io.orderlake.stream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ParentWatchTest {

    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void endsWhenTheParentIsGone() throws IOException {
        Process parent = new ProcessBuilder("cat").start();
        CompletableFuture<?> watch = ParentWatch.endWith(Long.toString(parent.pid()), () -> ended.set(true));
        assertThat(ended).isFalse();
        parent.destroyForcibly();
        assertThatCode(() -> watch.get(10, TimeUnit.SECONDS)).doesNotThrowAnyException();
        assertThat(ended).isTrue();
    }

    @Test
    void endsAtOnceWhenTheParentIsGoneAlready() throws Exception {
        Process parent = new ProcessBuilder("true").start();
        parent.waitFor();
        ParentWatch.endWith(Long.toString(parent.pid()), () -> ended.set(true)).get(10, TimeUnit.SECONDS);
        assertThat(ended).isTrue();
    }
}
