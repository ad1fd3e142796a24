package io.orderlake.localaws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the admin endpoint of a running local-aws, for tests and benchmarks. */
public final class LocalAwsAdmin {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final URI admin;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param admin the endpoint that ends in {@code /_admin/} */
    public LocalAwsAdmin(URI admin) {
        this.admin = admin;
    }

    /** Requests, entries, refused, bytes and putUnits by stream, since the process began. */
    public JsonNode stats() {
        return call("GET", "stats", Map.of()).path("streams");
    }

    /** The last datum of each metric, by {@code namespace/metric{dimension=value,...}}. */
    public JsonNode metrics() {
        return call("GET", "metrics", Map.of()).path("metrics");
    }

    public void enforceShardLimits() {
        call("POST", "shard-limits", Map.of("enforce", true));
    }

    public void liftShardLimits() {
        call("POST", "shard-limits", Map.of("enforce", false));
    }

    /** One call, also one that only an interceptor answers. */
    public JsonNode call(String method, String path, Object body) {
        BodyPublisher publisher = method.equals("GET")
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body));
        HttpRequest request = HttpRequest.newBuilder(admin.resolve(path))
                .method(method, publisher)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalArgumentException(
                        "local-aws answered " + response.statusCode() + ": " + response.body());
            }
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reach " + admin, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while calling " + admin, e);
        }
    }
}
