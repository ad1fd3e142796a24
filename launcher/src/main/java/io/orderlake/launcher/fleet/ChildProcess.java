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

/** A process of ours: its output goes to a log file, and it ends when this process asks or is gone. */
final class ChildProcess {

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a command deaf to Ctrl-C and to a closing terminal: whoever started it stops it in its own order. */
    static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        List<String> shielded = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", name));
        shielded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(shielded)
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

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Whether it has ended, and with 0. */
    boolean succeeded() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Asks it to end; returns at once. */
    void terminate() {
        process.destroy();
    }

    /** Ends it as {@code kill -9} does; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Waits for its end, and kills it when the limit is over; whether it ended by itself. */
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
