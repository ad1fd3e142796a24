package io.orderlake.lakehouse;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends this process when the one that the environment variable {@value #PARENT_PID} names is gone, as the services do. Without
 * the variable, as on Glue, it does nothing.
 */
final class ParentWatch {

    static final String PARENT_PID = "ORDERLAKE_PARENT_PID";

    private static final int SHUTDOWN_SECONDS = 10;

    private ParentWatch() {}

    static void start(@Nullable String pid) {
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
        // A commit that waits for a catalog which went with the parent must not keep the process.
        CompletableFuture.delayedExecutor(SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(1));
        System.exit(0);
    }
}
