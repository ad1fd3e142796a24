package io.orderlake.fleet;

import io.orderlake.process.ParentGuard;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One instance of a service as a process of its own, which a test may kill and start again. */
final class TestService implements AutoCloseable {

    private final String module;
    private final String instance;
    private final List<String> settings;
    private final Path logs;
    private final int port = freePort();
    private final int managementPort = freePort();
    private Process process;

    /** Starts the process. The instance becomes ready later. */
    TestService(String module, String instance, List<String> settings, Path logs) {
        this.module = module;
        this.instance = instance;
        this.settings = List.copyOf(settings);
        this.logs = logs;
        this.process = start(settings);
    }

    boolean is(String ofModule) {
        return module.equals(ofModule);
    }

    String instance() {
        return instance;
    }

    /** Kills the process as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void restart() {
        process = start(settings);
    }

    /** Stops it as a rolling update does, and starts it again with other settings. */
    void replace(List<String> changed) {
        close();
        process = start(changed);
    }

    boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException(instance + " has ended, see " + log());
        }
        try {
            return call("GET", managementPort, "/actuator/health/readiness", "").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The port of its Actuator on the loopback interface. */
    int managementPort() {
        return managementPort;
    }

    /** Its metrics in the format of Prometheus. */
    String metrics() throws IOException {
        return call("GET", managementPort, "/actuator/prometheus", "").body();
    }

    /** Sends a POST to the service's own port and returns the body of the answer. */
    String post(String path, String body) throws IOException {
        HttpResponse<String> answer = call("POST", port, path, body);
        if (answer.statusCode() >= 300) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    String get(String path) throws IOException {
        return call("GET", port, path, "").body();
    }

    /** The body of an answer of the Actuator, or an empty text where the Actuator does not know the path. */
    String manage(String path) throws IOException {
        HttpResponse<String> answer = call("GET", managementPort, path, "");
        return answer.statusCode() == 200 ? answer.body() : "";
    }

    @Override
    public void close() {
        process.destroy();
        if (!process.onExit()
                .completeOnTimeout(process, 30, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            return;
        }
        kill();
    }

    private Process start(List<String> with) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(with))
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment()
                    .put(
                            ParentGuard.PARENT_PID,
                            Long.toString(ProcessHandle.current().pid()));
            return builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot start " + instance, e);
        }
    }

    private List<String> command(List<String> with) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-jar",
                jar().toString(),
                "--server.port=" + port,
                "--management.server.port=" + managementPort,
                "--orderlake.instance=" + instance));
        command.addAll(with);
        return command;
    }

    private Path jar() {
        Path jar = Path.of("..", "..", module, "target", module + "-0.1.0-SNAPSHOT-app.jar")
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("Expected " + jar + ", which ./mvnw verify builds before this test");
        }
        return jar;
    }

    private Path log() {
        return logs.resolve(instance + ".log");
    }

    private static HttpResponse<String> call(String method, int port, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot find a free port", e);
        }
    }
}
