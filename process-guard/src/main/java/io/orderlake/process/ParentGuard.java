package io.orderlake.process;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends this process, gracefully, when the process in the environment variable {@value #PARENT_PID} ends: so a launcher that
 * was killed leaves no process behind. Without the variable it does nothing.
 */
public final class ParentGuard {

    /** The process id of the parent. */
    public static final String PARENT_PID = "ORDERLAKE_PARENT_PID";

    private static final int SHUTDOWN_SECONDS = 10;

    private ParentGuard() {}

    /** Runs a main class that does not know the guard: {@code ParentGuard MAIN_CLASS ARGUMENTS...}. */
    public static void main(String[] args) throws ReflectiveOperationException {
        start();
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    }

    /** Starts to guard; returns at once. */
    public static void start() {
        String pid = System.getenv(PARENT_PID);
        if (pid != null) {
            endWith(pid, ParentGuard::end);
        }
    }

    /** Runs {@code end} once the process has ended; at once if there is no such process. */
    static CompletableFuture<?> endWith(String pid, Runnable end) {
        Optional<ProcessHandle> parent = ProcessHandle.of(Long.parseLong(pid));
        CompletableFuture<@Nullable Object> ended = parent.isPresent()
                ? parent.get().onExit().thenApply(p -> null)
                : CompletableFuture.completedFuture(null);
        return ended.thenRunAsync(end);
    }

    private static void end() {
        // A shutdown that waits for a server which ended with the parent must not keep the process.
        Executor later = CompletableFuture.delayedExecutor(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        later.execute(() -> Runtime.getRuntime().halt(1));
        System.exit(0);
    }
}
