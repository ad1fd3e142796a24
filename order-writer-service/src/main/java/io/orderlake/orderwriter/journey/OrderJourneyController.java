package io.orderlake.orderwriter.journey;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Forwards the answer of the lake-verifier-service, which reads every stage. The caller's token is forwarded too, so that
 * the verifier itself decides whether this caller may read.
 */
@RestController
@Tag(name = "orders")
class OrderJourneyController {

    private static final int NOT_FOUND = 404;

    private final JourneySettings settings;
    private final HttpClient client;

    OrderJourneyController(JourneySettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    @GetMapping(path = "/orders/{id}/journey", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Every change of an order: when and where each stage had it, and what is still under way")
    ResponseEntity<String> journey(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token) {
        HttpResponse<String> answer = ask(id, token);
        if (answer.statusCode() == NOT_FOUND) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No change of order " + id + " is known");
        }
        if (answer.statusCode() / 100 != 2) {
            throw unavailable("it answered " + answer.statusCode());
        }
        return ResponseEntity.ok(answer.body());
    }

    private HttpResponse<String> ask(String id, @Nullable String token) {
        URI url = settings.url();
        if (url == null) {
            throw unavailable("orderlake.journey.url is not set");
        }
        String path = "/journey/" + encoded(settings.table()) + "/" + encoded(id);
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(settings.timeout());
        if (token != null) {
            request.header(HttpHeaders.AUTHORIZATION, token);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw unavailable(url + " does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the call was interrupted");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ResponseStatusException unavailable(String why) {
        return new ResponseStatusException(
                HttpStatus.SERVICE_UNAVAILABLE, "Cannot answer: the lake-verifier-service is not available: " + why);
    }
}
