package io.orderlake.stream.process;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;

/**
 * Ends this process, gracefully, when the process that the environment variable {@value #PARENT_PID} names is gone: so a
 * launcher that was killed leaves no service behind. Without the variable it does nothing.
 */
public final class ParentWatch implements ApplicationListener<ApplicationStartingEvent> {

    static final String PARENT_PID = "ORDERLAKE_PARENT_PID";

    private static final int SHUTDOWN_SECONDS = 10;

    @Override
    public void onApplicationEvent(ApplicationStartingEvent event) {
        String pid = System.getenv(PARENT_PID);
        if (pid != null) {
            endWith(pid, ParentWatch::end);
        }
    }

    /** Runs the end once the process is gone; at once if there is none. */
    static CompletableFuture<?> endWith(String pid, Runnable end) {
        Optional<ProcessHandle> parent = ProcessHandle.of(Long.parseLong(pid));
        CompletableFuture<@Nullable Object> gone = parent.isPresent()
                ? parent.get().onExit().thenApply(p -> null)
                : CompletableFuture.completedFuture(null);
        return gone.thenRunAsync(end);
    }

    private static void end() {
        // A shutdown that waits for an AWS which went with the parent must not keep the process.
        Executor later = CompletableFuture.delayedExecutor(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        later.execute(() -> Runtime.getRuntime().halt(1));
        System.exit(0);
    }
}
