package io.orderlake.stream.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service without authentication, as everybody starts it who starts. */
class LocalServiceTest {

    private static NotesService service;

    @BeforeAll
    static void start() {
        service = NotesService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void thisMachineNeedsNoPassword() {
        assertThat(service.send("POST", "/notes", "").statusCode()).isEqualTo(200);
        assertThat(service.send("POST", "/load/run", "").statusCode()).isEqualTo(200);
        assertThat(service.send("DELETE", "/notes", "").statusCode()).isEqualTo(200);
        assertThat(service.effects()).endsWith("wrote text", "loaded", "deleted");
        assertThat(service.actuator("/health", "").body()).contains("components", "progress");
        assertThat(service.actuator("/prometheus", "").statusCode()).isEqualTo(200);
    }

    @Test
    void aPageOfAnotherOriginSendsNothing() throws IOException {
        List<String> before = service.effects();

        String answer = service.raw(service.port(), post("localhost", "Origin: https://evil.example\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 403").contains("application/problem+json");
        assertThat(service.effects()).isEqualTo(before);
    }

    @Test
    void aPageOfItsOwnMay() throws IOException {
        String own = "Origin: http://localhost:" + service.port() + "\r\n";

        assertThat(service.raw(service.port(), post("localhost:" + service.port(), own)))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aForeignNameThatPointsHereIsNobody() throws IOException {
        List<String> before = service.effects();

        assertThat(service.raw(service.port(), post("evil.example", ""))).startsWith("HTTP/1.1 401");
        assertThat(service.effects()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, true",
        "127.0.0.1, 127.0.0.1, true",
        "::1, [::1], true",
        "127.0.0.1, 127.0.0.1.evil.example, false",
        "127.0.0.1, localhost.evil.example, false",
        "10.0.0.7, localhost, false",
        "10.0.0.7, 10.0.0.7, false",
    })
    void localIsWhoReachesLoopbackByItsName(String reached, String name, boolean local) throws IOException {
        assertThat(LocalCallers.isLocal(InetAddress.getByName(reached), name)).isEqualTo(local);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /notes;x=1 HTTP/1.1",
        "GET //notes HTTP/1.1",
        "GET /load/..;/notes HTTP/1.1",
        "GET /%2e%2e/notes HTTP/1.1",
        "TRACK /notes HTTP/1.1",
    })
    void aPathOrMethodThatHidesSomethingIsRefused(String request) throws IOException {
        String answer = service.raw(service.port(), request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Exception", "Apache Tomcat");
    }

    private static String post(String host, String header) {
        return "POST /notes HTTP/1.1\r\nHost: " + host + "\r\n" + header
                + "Content-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";
    }
}
