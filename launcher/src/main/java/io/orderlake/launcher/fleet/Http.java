package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the HTTP interfaces of the services on this machine. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final Duration GET_TIMEOUT = Duration.ofSeconds(5);

    /** An answer; status 0 means that the call failed. */
    public record Answer(int status, String body) {
        public boolean ok() {
            return status / 100 == 2;
        }
    }

    private Http() {}

    public static Answer get(int port, String path) {
        return send(HttpRequest.newBuilder(at(port, path)).timeout(GET_TIMEOUT).build());
    }

    /** Fails with status 0 if there is no answer within {@code limit}. */
    public static Answer post(int port, String path, String json, Duration limit) {
        return send(HttpRequest.newBuilder(at(port, path))
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /** Fails with status 0 if there is no answer within {@code limit}. */
    public static Answer delete(int port, String path, Duration limit) {
        return send(
                HttpRequest.newBuilder(at(port, path)).timeout(limit).DELETE().build());
    }

    private static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted", e);
        }
    }
}
