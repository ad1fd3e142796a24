package io.orderlake.localaws.catalog;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.RESTUtil;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.jspecify.annotations.Nullable;

/** HTTP and JSON of the REST catalog's specification; failures are answered in its error format. */
final class RestEndpoint implements HttpHandler {

    private static final int NO_CONTENT = 204;
    private static final int NO_BODY = -1;
    private static final ObjectMapper MAPPER = mapper();

    private final RestCalls calls;

    RestEndpoint(RestCalls calls) {
        this.calls = calls;
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper()
                .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        RESTSerializers.registerAll(mapper);
        return mapper;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            RESTResponse answer;
            int status;
            try {
                answer = calls.answer(call(exchange));
                status = answer == null ? NO_CONTENT : 200;
            } catch (Throwable refused) {
                // A missing class, too: a client that gets no answer waits for ever.
                status = status(refused);
                answer = error(status, refused);
            }
            send(exchange, status, answer);
        }
    }

    private static RestCalls.Call call(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        return new RestCalls.Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query(exchange.getRequestURI().getRawQuery()),
                new RestCalls.Body() {
                    @Override
                    public <T> T as(Class<T> type) {
                        return read(body, type);
                    }
                });
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            query.put(RESTUtil.decodeString(sides[0]), sides.length < 2 ? "" : RESTUtil.decodeString(sides[1]));
        }
        return query;
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            T read = MAPPER.readValue(body, type);
            if (read == null) {
                throw new BadRequestException("Cannot read the request: expected a %s", type.getSimpleName());
            }
            return read;
        } catch (IOException e) {
            String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw new BadRequestException(e, "Cannot read the request as a %s: %s", type.getSimpleName(), reason);
        }
    }

    /** As the specification lists them; an unknown failure is 500, after which clients regard the outcome of a commit as unknown. */
    private static int status(Throwable refused) {
        if (refused instanceof NoSuchTableException
                || refused instanceof NoSuchNamespaceException
                || refused instanceof NoSuchCallException) {
            return 404;
        } else if (refused instanceof AlreadyExistsException
                || refused instanceof CommitFailedException
                || refused instanceof NamespaceNotEmptyException) {
            return 409;
        } else if (refused instanceof UnprocessableEntityException) {
            return 422;
        } else if (refused instanceof BadRequestException
                || refused instanceof ValidationException
                || refused instanceof NotFoundException
                || refused instanceof IllegalArgumentException) {
            return 400;
        }
        refused.printStackTrace();
        return 500;
    }

    private static ErrorResponse error(int status, Throwable refused) {
        return ErrorResponse.builder()
                .responseCode(status)
                .withType(refused.getClass().getSimpleName())
                .withMessage(String.valueOf(refused.getMessage()))
                .build();
    }

    private static void send(HttpExchange exchange, int status, @Nullable RESTResponse answer) throws IOException {
        if (answer == null || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        byte[] body = MAPPER.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
