package io.orderlake.localaws;

import io.orderlake.process.ParentGuard;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One process of the group: a JVM of the same JDK on loopback, which ends with this process and logs to a file. */
final class LocalAwsProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 5;
    private static final int SHOWN_LOG_LINES = 20;

    private final String name;
    private final URI endpoint;
    private final Path log;
    private final Process process;

    /** What to run; everything in {@code command} follows the JVM's own flags. */
    record Plan(String name, int port, List<Path> classPath, List<String> jvmFlags, List<String> command) {}

    private LocalAwsProcess(Plan plan, Path log, Process process) {
        this.name = plan.name();
        this.endpoint = URI.create("http://127.0.0.1:" + plan.port());
        this.log = log;
        this.process = process;
    }

    static LocalAwsProcess start(Plan plan, Path logDirectory) throws IOException {
        Path log = Files.createDirectories(logDirectory).resolve(plan.name() + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k"));
        command.addAll(plan.jvmFlags());
        command.add("-cp");
        command.add(plan.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(ParentGuard.class.getName());
        command.addAll(plan.command());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .put(
                        ParentGuard.PARENT_PID,
                        Long.toString(ProcessHandle.current().pid()));
        return new LocalAwsProcess(plan, log, builder.start());
    }

    URI endpoint() {
        return endpoint;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Returns once it answers HTTP with any status. */
    void awaitAnswer() throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request =
                HttpRequest.newBuilder(endpoint).timeout(START_LIMIT).build();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers(client, request)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Cannot start " + name + ": it ended with " + process.exitValue()
                        + "; its log ends with\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Cannot start " + name + ": no answer from " + endpoint + " within "
                        + START_LIMIT.toSeconds() + " s; its log ends with\n" + logTail());
            }
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            client.send(request, BodyHandlers.discarding());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size()));
        } catch (IOException e) {
            return log + " cannot be read: " + e.getMessage();
        }
    }

    /** Asks it to end, and kills it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
