package io.orderlake.stream.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sends slowly loses the connection within the set times, and holds up nobody else. */
class SlowRequestsTest {

    private static final int THREADS = 4;

    private static NotesService service;

    @BeforeAll
    static void start() {
        service = NotesService.start(
                "--server.tomcat.connection-timeout=1s",
                "--server.tomcat.threads.max=" + THREADS,
                "--server.tomcat.threads.min-spare=" + THREADS,
                "--server.tomcat.max-connections=50",
                "--orderlake.requests.body-within=1s");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "POST /notes HT",
                "POST /notes HTTP/1.1\r\nHost: localhost\r\nX-Half",
                "POST /notes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf a body",
                "POST /unread HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf a body",
                "POST /notes HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1000\r\n\r\nhalf a body",
                "POST /notes HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf",
            })
    void silenceEndsTheConnectionAndWritesNothing(String begun) throws IOException {
        List<String> before = written();

        service.raw(service.port(), begun);

        assertThat(written()).isEqualTo(before);
        assertThat(service.send("GET", "/notes", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/metrics", "/nowhere"})
    void theActuatorDoesNotWaitEither(String path) throws IOException {
        String begun = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf";

        assertThat(service.raw(service.managementPort(), begun)).startsWith("HTTP/1.1 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/notes", "/unread", "/nowhere"})
    void aBodyThatDripsForEverIsNotWaitedFor(String path) throws IOException {
        List<String> before = written();

        try (Socket socket = begin(path, "localhost", "application/octet-stream")) {
            dripUntilClosed(socket);
        }

        assertThat(written()).isEqualTo(before);
    }

    @Test
    void aFormThatDripsIsNotReadAtAll() throws IOException {
        try (Socket socket = begin("/unread", "localhost", "application/x-www-form-urlencoded")) {
            dripUntilClosed(socket);
        }
    }

    @Test
    void manySlowCallersHoldUpNobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * THREADS; i++) {
                slow.add(begin("/notes", i % 2 == 0 ? "localhost" : "evil.example", "text/plain"));
            }
            // They are more than there are threads, and none of them has said all that it announced.
            assertThat(service.send("POST", "/notes", "").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                NotesService.untilClosed(socket);
                socket.close();
            }
        }
        assertThat(service.send("GET", "/notes", "").statusCode()).isEqualTo(200);
    }

    @Test
    void headersHaveALimit() throws IOException {
        String answer = service.raw(
                service.port(),
                "GET /notes HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000)
                        + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception", "Apache Tomcat", "notes");
    }

    @Test
    void whatIsNotReadDoesNotCostAnHonestClientItsAnswer() throws IOException {
        String body = "x".repeat(500_000);

        String answer = service.raw(
                service.port(),
                "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);

        assertThat(answer).startsWith("HTTP/1.1 404").doesNotContain("broken off");
    }

    private static List<String> written() {
        return service.effects().stream()
                .filter(effect -> effect.startsWith("wrote"))
                .toList();
    }

    private static Socket begin(String path, String host, String type) throws IOException {
        Socket socket = NotesService.open(service.port());
        NotesService.write(
                socket,
                "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + type
                        + "\r\nContent-Length: 60000\r\n\r\na");
        return socket;
    }

    /** A byte every tenth of a second, which no silence of a second ever ends; fails where the server takes them all. */
    private static void dripUntilClosed(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        for (int dripped = 0; dripped < 600; dripped++) {
            try {
                NotesService.write(socket, "a");
                while (socket.getInputStream().read() >= 0) {
                    continue;
                }
                return;
            } catch (java.net.SocketTimeoutException stillOpen) {
                continue;
            } catch (SocketException brokenOff) {
                return;
            }
        }
        throw new AssertionError("The server still listens to a byte now and then");
    }
}
