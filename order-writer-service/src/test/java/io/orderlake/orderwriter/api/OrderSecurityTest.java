package io.orderlake.orderwriter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.orderwriter.MockRequests;
import io.orderlake.orderwriter.OrderWriterApplication;
import io.orderlake.orderwriter.TestOrderTables;
import io.orderlake.orderwriter.table.OrderTableSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Refused requests get the answer of docs/security.md, write nothing, and do not affect others. */
@SpringBootTest(
        classes = OrderWriterApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "orderlake.generator.enabled=false",
            "orderlake.security.mode=api-key",
            "orderlake.requests.body-within=1s",
            "server.tomcat.connection-timeout=1s",
            "server.tomcat.threads.max=8"
        })
class OrderSecurityTest {

    private static final OrderTableSettings TABLES = TestOrderTables.unusedNames();
    private static final List<String> ROLES = List.of("read", "write", "delete", "generator");
    private static final String JSON = "application/json";
    private static final int STUCK_MILLIS = 60_000;

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        properties.add("orderlake.aws.endpoint", TestOrderTables::endpoint);
        properties.add("orderlake.order-table.name", TABLES::name);
        properties.add("orderlake.order-table.versions", TABLES::versions);
        properties.add("orderlake.order-table.idempotency", TABLES::idempotency);
        for (String role : ROLES) {
            properties.add("orderlake.security.api-keys." + role + "er.sha256", () -> sha256("key-" + role));
            properties.add("orderlake.security.api-keys." + role + "er.roles", () -> role);
        }
    }

    @BeforeEach
    void anOrderStands() throws Exception {
        send("write", "PUT", "/orders/standing", JSON, MockRequests.ORDER);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /orders",
        "GET,    /orders/standing",
        "GET,    /orders/standing/journey",
        "GET,    /v3/api-docs",
        "GET,    /swagger-ui/index.html",
        "POST,   /orders",
        "PUT,    /orders/new",
        "PUT,    /orders/standing",
        "PATCH,  /orders/standing",
        "POST,   /orders/standing/cancel",
        "DELETE, /orders/standing",
        "GET,    /generator",
        "POST,   /generator",
        "DELETE, /generator",
        "GET,    /nowhere",
    })
    void whoShowsNoKeyOrAWrongOneGetsNothing(String method, String path) throws Exception {
        Set<Map<String, AttributeValue>> before = everything();

        for (String caller : List.of("", "stranger")) {
            HttpResponse<String> answer = send(caller, method, path, JSON, MockRequests.ORDER);

            assertProblem(answer, 401, "unauthenticated");
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
        }
        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /orders,                 read",
        "GET,    /orders/standing,        read",
        "GET,    /orders/standing/journey,read",
        "POST,   /orders,                 write",
        "PUT,    /orders/new,             write",
        "PATCH,  /orders/standing,        write",
        "POST,   /orders/standing/cancel, write",
        "DELETE, /orders/standing,        delete",
        "GET,    /generator,              generator",
        "POST,   /generator,              generator",
        "DELETE, /generator,              generator",
    })
    void noOtherRoleStandsInForTheOneNeeded(String method, String path, String needed) throws Exception {
        Set<Map<String, AttributeValue>> before = everything();

        for (String role : ROLES) {
            if (!role.equals(needed)) {
                assertProblem(send(role, method, path, JSON, MockRequests.ORDER), 403, "forbidden");
            }
        }
        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"price\": | 400 | unreadable",
                "application/json | [] | 400 | unreadable",
                "application/json | {\"price\":\"free\"} | 400 | \"field\":\"price\"",
                "application/json | {\"sudo\":true} | 400 | \"field\":\"sudo\"",
                "text/plain | {} | 415 | Unsupported Media Type",
                "application/x-www-form-urlencoded | price=1 | 415 | Unsupported Media Type",
                "multipart/form-data; boundary=b | --b-- | 415 | Unsupported Media Type",
                "no type at all | {} | 415 | Unsupported Media Type",
            })
    void whatCannotBeReadIsRefusedByName(String type, String body, int status, String named) throws Exception {
        Set<Map<String, AttributeValue>> before = everything();

        HttpResponse<String> answer = send("write", "POST", "/orders", type, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains(named).doesNotContain("Exception", "io.orderlake");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void nestingHasALimit() throws Exception {
        assertProblem(send("write", "POST", "/orders", JSON, "{\"a\":".repeat(10_000)), 400, "unreadable");
    }

    @Test
    void whatIsTooLargeIsNotTakenIn() throws Exception {
        Set<Map<String, AttributeValue>> before = everything();
        byte[] large = " ".repeat(500_000).getBytes(StandardCharsets.UTF_8);

        assertProblem(send("write", "POST", "/orders", JSON, BodyPublishers.ofByteArray(large)), 413, "too-large");
        // Without a length it is sent in chunks, so the server does not know the length in advance.
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        assertProblem(send("write", "PUT", "/orders/new", JSON, chunked), 413, "too-large");

        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer key-write\r\n", "Authorization: Bearer key-read\r\n", ""})
    void moreSlowRequestsThanThreadsWriteNothingAndHoldUpNobody(String caller) throws Exception {
        Set<Map<String, AttributeValue>> before = everything();
        String half = "POST /orders HTTP/1.1\r\nHost: localhost\r\n" + caller
                + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"customer_id\":";
        List<Socket> slow = Stream.generate(() -> begin(half)).limit(16).toList();

        assertThat(send("read", "GET", "/orders/standing", JSON, "").statusCode())
                .isEqualTo(200);

        int status = caller.isEmpty() ? 401 : caller.contains("read") ? 403 : 408;
        for (Socket socket : slow) {
            assertThat(untilClosed(socket)).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
        }
        assertThat(everything()).isEqualTo(before);
        assertThat(send("write", "PUT", "/orders/after", JSON, MockRequests.ORDER)
                        .statusCode())
                .isIn(200, 201);
    }

    @Test
    void withoutAuthenticationItDoesNotStartBeyondLoopback() {
        OrderTableSettings tables = TestOrderTables.unusedNames();

        assertThatThrownBy(() -> new SpringApplicationBuilder(OrderWriterApplication.class)
                        .run(
                                "--server.address=0.0.0.0",
                                "--server.port=0",
                                "--management.server.port=0",
                                "--orderlake.aws.endpoint=" + TestOrderTables.endpoint(),
                                "--orderlake.order-table.name=" + tables.name())
                        .close())
                .hasMessageStartingWith("Cannot listen on 0.0.0.0 with orderlake.security.mode=none");

        assertThat(TestOrderTables.client().listTables().tableNames()).doesNotContain(tables.name());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"urn:orderlake:problem:" + type + "\"");
    }

    /** All items of all tables of the service. */
    private static Set<Map<String, AttributeValue>> everything() {
        return Stream.of(TABLES.name(), TABLES.versions(), TABLES.idempotency())
                .flatMap(table -> TestOrderTables.client().scan(scan -> scan.tableName(table)).items().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private HttpResponse<String> send(String caller, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        return send(
                caller,
                method,
                path,
                type,
                "GET".equals(method) ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(String caller, String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type)
                .method(method, body);
        if (!caller.isEmpty()) {
            request.header("Authorization", "Bearer key-" + caller);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private Socket begin(String text) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(STUCK_MILLIS);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String untilClosed(Socket socket) throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
