package io.orderlake.orderwriter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.orderwriter.MockRequests;
import io.orderlake.orderwriter.OrderWriterApplication;
import io.orderlake.orderwriter.TestOrderTables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = OrderWriterApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "orderlake.generator.enabled=false"})
class OrderApiTest {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void localAws(DynamicPropertyRegistry properties) {
        properties.add("orderlake.aws.endpoint", TestOrderTables::endpoint);
    }

    @Test
    void anOrderIsCreatedChangedCancelledAndDeleted() throws Exception {
        HttpResponse<String> created = send("PUT", "/orders/way", JSON, MockRequests.ORDER);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(created.headers().firstValue("Location")).hasValue("/orders/way");
        assertThat(created.body()).contains("\"price\":199.90", "\"total\":599.70", "\"status\":\"processing\"");

        HttpResponse<String> patched = send(
                "PATCH",
                "/orders/way",
                Map.of("Content-Type", "application/merge-patch+json", "If-Match", "\"1\""),
                "{\"quantity\":1}");
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(patched.body()).contains("\"total\":199.90");

        HttpResponse<String> cancelled = send("POST", "/orders/way/cancel", Map.of(), "");
        assertThat(cancelled.body()).contains("\"status\":\"cancelled\"", "\"version\":3");
        assertThat(send("GET", "/orders/way", Map.of(), "").body()).isEqualTo(cancelled.body());
        assertThat(send("GET", "/orders/way", Map.of("If-None-Match", "\"3\""), "")
                        .statusCode())
                .isEqualTo(304);

        assertThat(send("DELETE", "/orders/way", Map.of("If-Match", "\"3\""), "")
                        .statusCode())
                .isEqualTo(204);
        assertProblem(send("GET", "/orders/way", Map.of(), ""), 404, "not-found");
        assertThat(send("PUT", "/orders/way", JSON, MockRequests.ORDER)
                        .headers()
                        .firstValue("ETag"))
                .hasValue("\"5\"");
    }

    @Test
    void aPostMayBeRepeatedWithItsKey() throws Exception {
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Idempotency-Key", "k-1");

        HttpResponse<String> first = send("POST", "/orders", headers, MockRequests.ORDER);
        HttpResponse<String> second = send("POST", "/orders", headers, MockRequests.ORDER);

        assertThat(first.statusCode()).isEqualTo(201).isEqualTo(second.statusCode());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(second.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        assertProblem(
                send("POST", "/orders", headers, MockRequests.ORDER.replace("Laptop", "Phone")),
                422,
                "key-reused",
                "Idempotency-Key");
    }

    @Test
    void everyRefusalIsAProblemDocumentThatNamesItsField() throws Exception {
        send("PUT", "/orders/refused", JSON, MockRequests.ORDER);

        assertProblem(send("POST", "/orders", JSON, "{\"price\":"), 400, "unreadable");
        assertProblem(
                send("POST", "/orders", JSON, MockRequests.ORDER.replace("199.9", "199.999")), 400, "invalid", "price");
        assertProblem(send("PATCH", "/orders/refused", JSON, "{\"total\":1}"), 400, "invalid", "total");
        assertProblem(send("PATCH", "/orders/refused", JSON, "{\"status\":\"delivered\"}"), 409, "conflict", "status");
        assertProblem(
                send("DELETE", "/orders/refused", Map.of("If-Match", "\"9\""), ""),
                412,
                "precondition-failed",
                "If-Match");
        assertProblem(send("POST", "/orders", JSON, " ".repeat(Body.MAX_BYTES + 1)), 413, "too-large");
        assertProblem(send("GET", "/orders?limit=101", Map.of(), ""), 400, "invalid", "limit");
        assertProblem(send("GET", "/orders?cursor=%21", Map.of(), ""), 400, "invalid", "cursor");
        assertProblem(send("POST", "/generator", JSON, "{\"rate\":-1}"), 400, "invalid", "rate");
        assertThat(send("GET", "/orders/refused", Map.of(), "").body()).contains("\"version\":1");
    }

    @Test
    void refusalsOfSpringAreProblemDocumentsToo() throws Exception {
        assertThat(contentType(send("POST", "/orders", Map.of("Content-Type", "text/plain"), "hello"), 415))
                .hasValue("application/problem+json");
        assertThat(contentType(send("GET", "/nowhere", Map.of(), ""), 404)).hasValue("application/problem+json");
        assertThat(contentType(send("POST", "/orders/x", JSON, "{}"), 405)).hasValue("application/problem+json");
    }

    @Test
    void pagesFollowTheirCursor() throws Exception {
        for (int i = 0; i < 3; i++) {
            send("PUT", "/orders/paged-" + i, JSON, MockRequests.ORDER);
        }

        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(send("GET", "/orders?limit=2" + next, Map.of(), ""));
            page.get("orders").forEach(order -> ids.add(order.get("order_id").asString()));
            next = page.has("next_cursor")
                    ? "&cursor=" + page.get("next_cursor").asString()
                    : "";
        } while (!next.isEmpty());

        assertThat(ids).doesNotHaveDuplicates().contains("paged-0", "paged-1", "paged-2");
    }

    @Test
    void theGeneratorIsStartedReportsAndIsStopped() throws Exception {
        HttpResponse<String> started = send("POST", "/generator", JSON, "{\"rate\":0,\"seed\":7}");
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(json(started).get("state").asString()).isEqualTo("running");
        assertProblem(send("POST", "/generator", JSON, ""), 409, "conflict");

        JsonNode stopped = json(send("DELETE", "/generator", Map.of(), ""));

        assertThat(stopped.get("state").asString()).isEqualTo("finished");
        assertThat(stopped.get("acknowledged").asLong())
                .isEqualTo(stopped.get("written").asLong());
        assertThat(json(send("GET", "/generator", Map.of(), ""))).isEqualTo(stopped);
    }

    @Test
    void theApiPageShowsEveryOperationAndItsProblems() throws Exception {
        JsonNode page = json(send("GET", "/v3/api-docs", Map.of(), ""));

        assertThat(page.get("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/orders", "/orders/{id}", "/orders/{id}/cancel", "/orders/{id}/journey", "/generator");
        assertThat(page.at("/paths/~1orders/post/responses").propertyNames()).containsExactly("201", "default");
        assertThat(page.at("/components/schemas/Problem/properties/errors").isMissingNode())
                .isFalse();
        assertThat(page.at("/components/schemas/OrderRequest/properties").propertyNames())
                .contains("customer_id", "shipping_address", "order_date")
                .doesNotContain("content", "total");
        assertThat(send("GET", "/swagger-ui/index.html", Map.of(), "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theApiPageShowsTheConstraints() throws Exception {
        JsonNode schemas = json(send("GET", "/v3/api-docs", Map.of(), "")).at("/components/schemas");
        JsonNode order = schemas.get("OrderRequest");

        assertThat(order.get("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder(
                        "customer_id",
                        "customer_email",
                        "product_name",
                        "quantity",
                        "price",
                        "currency",
                        "shipping_address");
        assertThat(order.at("/properties/quantity/minimum").asInt()).isEqualTo(1);
        assertThat(order.at("/properties/quantity/maximum").asInt()).isEqualTo(10_000);
        assertThat(order.at("/properties/price/maximum").decimalValue()).isEqualByComparingTo("1000000");
        assertThat(order.at("/properties/currency/type").asString()).isEqualTo("string");
        assertThat(order.at("/properties/promo_code/pattern").asString()).contains("{1,40}");
        assertThat(schemas.at("/OrderPatch/properties/promo_code/pattern"))
                .isEqualTo(order.at("/properties/promo_code/pattern"));
        assertThat(schemas.at("/ShippingAddress/properties/country/pattern").asString())
                .isEqualTo("^[A-Z]{2}$");
        assertThat(schemas.at("/Mix/properties/create/minimum").asInt()).isEqualTo(1);
    }

    @Test
    void healthAndMetricsAreOnTheManagementPort() throws Exception {
        send("PUT", "/orders/counted", JSON, MockRequests.ORDER);

        assertThat(management("/actuator/health/readiness")).contains("UP");
        assertThat(management("/actuator/prometheus"))
                .containsPattern("orderlake_changes_out_total\\{.*by=\"api\".*} [1-9]");
    }

    private void assertProblem(HttpResponse<String> response, int status, String type, String... fields) {
        assertThat(contentType(response, status)).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("type").asString()).isEqualTo("urn:orderlake:problem:" + type);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        List<String> named = new ArrayList<>();
        problem.path("errors").forEach(error -> named.add(error.get("field").asString()));
        assertThat(named).containsExactly(fields);
    }

    private static Optional<String> contentType(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.headers().firstValue("Content-Type");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private String management(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
