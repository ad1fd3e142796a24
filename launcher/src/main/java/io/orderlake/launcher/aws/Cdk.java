package io.orderlake.launcher.aws;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.LogTail;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the CDK command line in the module {@code deploy} of a checkout. */
final class Cdk {

    /** Pinned, so that everyone deploys with the same version. */
    static final String VERSION = "2.1148.1";

    private static final int SHOWN_LINES = 15;
    private static final long END_LIMIT_SECONDS = 20;

    private final Machine machine;
    private final Path home;

    Cdk(Machine machine, Path home) {
        this.machine = machine;
        this.home = home;
    }

    /** Builds the CDK app with Maven; takes seconds if nothing has changed. */
    void build(Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            if (ended(maven(log), home) != 0) {
                throw new UserError("Cannot build deploy; " + log + " ends with\n" + LogTail.last(log, SHOWN_LINES));
            }
        } catch (IOException e) {
            throw new UserError("Cannot build deploy: " + e.getMessage(), e);
        }
    }

    private ProcessBuilder maven(Path log) {
        List<String> command = List.of(
                home.resolve("mvnw").toString(), "-B", "-ntp", "-q", "-DskipTests", "-pl", "deploy", "-am", "package");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
    }

    /** Runs a CDK command on the standard streams of this process and returns its exit code. */
    int run(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(machine.program("npx").toString(), "--yes", "aws-cdk@" + VERSION));
        command.addAll(arguments);
        try {
            return ended(new ProcessBuilder(command).inheritIO(), home.resolve("deploy"));
        } catch (IOException e) {
            throw new UserError("Cannot start npx: " + e.getMessage(), e);
        }
    }

    private int ended(ProcessBuilder builder, Path folder) throws IOException {
        builder.environment().clear();
        builder.environment().putAll(machine.variables());
        Process child = builder.directory(folder.toFile()).start();
        Thread end = new Thread(() -> end(child));
        Runtime.getRuntime().addShutdownHook(end);
        int code = child.onExit().join().exitValue();
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // The JVM is shutting down, so the hook runs anyway.
        }
        return code;
    }

    /** Ends the descendants, too: the processes that npx starts do not end with npx. */
    private static void end(Process child) {
        List<ProcessHandle> all = new ArrayList<>(child.descendants().toList());
        all.add(child.toHandle());
        all.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] ends = all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            all.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
