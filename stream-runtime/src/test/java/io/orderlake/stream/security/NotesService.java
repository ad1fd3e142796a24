package io.orderlake.stream.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service of notes as it runs, on free ports. */
final class NotesService implements AutoCloseable {

    /** More than any answer takes; who waits as long as this waits for ever. */
    private static final int STUCK_MILLIS = 60_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application;

    private NotesService(ConfigurableApplicationContext application) {
        this.application = application;
    }

    static NotesService start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--management.cloudwatch.metrics.export.enabled=false"));
        arguments.addAll(List.of(settings));
        return new NotesService(new SpringApplicationBuilder(Notes.class).run(arguments.toArray(String[]::new)));
    }

    List<String> effects() {
        return application.getBean(Notes.Pages.class).effects();
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    boolean has(Class<?> type) {
        return application.getBeanNamesForType(type).length > 0;
    }

    int port() {
        return port("local.server.port");
    }

    int managementPort() {
        return port("local.management.port");
    }

    HttpResponse<String> send(String method, String path, String token) {
        return send(port(), method, path, token);
    }

    HttpResponse<String> actuator(String path, String token) {
        return send(managementPort(), "GET", "/actuator" + path, token);
    }

    private HttpResponse<String> send(int port, String method, String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, "POST".equals(method) ? BodyPublishers.ofString("text") : BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return call(http, request.build());
    }

    static HttpResponse<String> call(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("No answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is answered to these very bytes until the server closes; the client itself never does. */
    String raw(int port, String request) throws IOException {
        try (Socket socket = open(port)) {
            write(socket, request);
            return untilClosed(socket);
        }
    }

    static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(STUCK_MILLIS);
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Also what came before the server broke the connection off. */
    static String untilClosed(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.append((char) next);
            }
        } catch (java.net.SocketException brokenOff) {
            answer.append("(broken off)");
        }
        return answer.toString();
    }

    private int port(String key) {
        return Objects.requireNonNull(application.getEnvironment().getProperty(key, Integer.class), key);
    }

    @Override
    public void close() {
        application.close();
    }
}
