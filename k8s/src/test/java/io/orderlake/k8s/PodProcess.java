package io.orderlake.k8s;

import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.orderlake.process.ParentGuard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A container as a process on this machine: the service's jar with only the environment of the manifest, with folders for
 * its volumes, and with its probes.
 */
final class PodProcess implements AutoCloseable {

    private final Container container;
    private final Path log;
    private final Process process;

    private PodProcess(Container container, Path log, Process process) {
        this.container = container;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts the process.
     *
     * @param secret what the cluster's Secret for {@code auth} holds
     */
    static PodProcess start(Container container, Map<String, String> secret, Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve(container.chart().label()));
        for (V1VolumeMount mount : Objects.requireNonNull(container.spec().getVolumeMounts())) {
            Files.createDirectories(Path.of(home + mount.getMountPath()));
        }
        Path log = folder.resolve(container.chart().label() + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Smaller than in the manifest, because a laptop has to run eight of these.
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx192m",
                        "-Djava.io.tmpdir=" + home + "/tmp",
                        "-jar",
                        jar(container.chart()).toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        container
                .environment()
                .forEach((name, value) -> builder.environment().put(name, mounted(container, value, home)));
        // The process ends with this JVM, also if the test is killed.
        builder.environment()
                .put(
                        ParentGuard.PARENT_PID,
                        Long.toString(ProcessHandle.current().pid()));
        return new PodProcess(container, log, builder.start());
    }

    Chart chart() {
        return container.chart();
    }

    boolean isReady() {
        return answers(container.spec().getReadinessProbe())
                && answers(container.spec().getLivenessProbe());
    }

    /** The answer of the API to a caller with this key; an empty key means none. */
    int answerTo(String key, String path) throws IOException {
        return get(container.port("http"), path, key).statusCode();
    }

    /** The metrics in the format of Prometheus. */
    String metrics() throws IOException {
        return get(container.port("management"), "/actuator/prometheus").body();
    }

    private boolean answers(V1Probe probe) {
        if (!process.isAlive()) {
            throw new IllegalStateException(chart() + " ended with " + process.exitValue() + ", see " + log);
        }
        Container.Probe asked = container.probe(Objects.requireNonNull(probe));
        try {
            return get(asked.port(), asked.path()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Stops the process as a kubelet does: SIGTERM first, and a kill after the grace period. */
    int end() {
        process.destroy();
        long grace = Objects.requireNonNull(container.pod().getTerminationGracePeriodSeconds());
        try {
            if (!process.waitFor(grace, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.onExit().join();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The value with the path of a volume replaced by its folder on this machine. */
    private static String mounted(Container container, String value, Path home) {
        String there = value;
        for (V1VolumeMount mount : Objects.requireNonNull(container.spec().getVolumeMounts())) {
            there = there.replace(mount.getMountPath() + "/", home + mount.getMountPath() + "/");
        }
        return there;
    }

    private static Path jar(Chart chart) {
        Path jar = Chart.MODULE
                .resolveSibling(chart.module())
                .resolve("target/" + chart.module() + "-0.1.0-SNAPSHOT-app.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("Expected " + jar + ", which ./mvnw verify builds before this test");
        }
        return jar;
    }

    private static HttpResponse<String> get(int port, String path) throws IOException {
        return get(port, path, "");
    }

    private static HttpResponse<String> get(int port, String path, String key) throws IOException {
        HttpRequest.Builder building = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10));
        if (!key.isEmpty()) {
            building.header("Authorization", "Bearer " + key);
        }
        HttpRequest request = building.build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
