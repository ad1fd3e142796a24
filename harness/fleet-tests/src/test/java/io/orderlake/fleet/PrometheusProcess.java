package io.orderlake.fleet;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Prometheus with the sample configuration, but with the targets and the interval of the test. */
final class PrometheusProcess implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    PrometheusProcess(Path program, Path folder, List<String> targets) throws IOException {
        Files.copy(
                ObservabilityFiles.PROMETHEUS.resolve("rules.yml"),
                folder.resolve("rules.yml"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                folder.resolve("prometheus.yml"), new YAMLMapper().writeValueAsString(configuration(targets)));
        port = freePort();
        process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:" + port)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    private static JsonNode configuration(List<String> targets) {
        ObjectNode sample = (ObjectNode) ObservabilityFiles.yaml("prometheus.yml");
        ((ObjectNode) sample.path("global")).put("scrape_interval", "1s").put("evaluation_interval", "1s");
        ArrayNode places = (ArrayNode) sample.path("scrape_configs")
                .path(0)
                .path("static_configs")
                .path(0)
                .path("targets");
        places.removeAll();
        targets.forEach(places::add);
        return sample;
    }

    /** The current samples of an expression. @throws IOException where Prometheus cannot parse it, or is not up yet */
    List<JsonNode> samples(String expression) throws IOException {
        return ask("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result")
                .valueStream()
                .toList();
    }

    /** All rules with the result of their last evaluation. */
    List<JsonNode> rules() throws IOException {
        return ask("rules")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    /** Whether it answers queries. Its port is open earlier. */
    boolean isReady() throws IOException {
        return get("/-/ready").statusCode() == 200;
    }

    private JsonNode ask(String what) throws IOException {
        HttpResponse<String> answer = get("/api/v1/" + what);
        if (answer.statusCode() != 200) {
            throw new IOException("Prometheus answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body()).path("data");
    }

    private HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
