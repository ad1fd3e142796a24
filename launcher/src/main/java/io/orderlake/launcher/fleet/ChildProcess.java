package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import io.orderlake.process.ParentGuard;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process that writes its output to a log file. It ends when this process stops it, or when this process is gone. */
final class ChildProcess {

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a command that ignores Ctrl-C and a closing terminal, because this process stops its children in a defined order. */
    static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(ignoringSignals(name, command))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment()
                .put(
                        ParentGuard.PARENT_PID,
                        Long.toString(ProcessHandle.current().pid()));
        try {
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UserError("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private static List<String> ignoringSignals(String name, List<String> command) {
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", name));
        shell.addAll(command);
        return shell;
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Whether it has ended with exit code 0. */
    boolean succeeded() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Sends SIGTERM and returns immediately. */
    void terminate() {
        process.destroy();
    }

    /** Kills it as {@code kill -9} does, and returns when it has ended. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Waits for its end and kills it after the limit. Returns whether it ended without being killed. */
    boolean awaitEnd(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
