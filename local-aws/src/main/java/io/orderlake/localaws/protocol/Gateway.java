package io.orderlake.localaws.protocol;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.orderlake.localaws.protocol.CallInterceptor.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Reads AWS calls from HTTP, hands them to their service past an interceptor, and writes the answers. */
public final class Gateway implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());
    private static final int MAX_BODY_BYTES = 16 << 20;
    // The JDK copies through a direct buffer of this size, kept per thread: whole answers would add up to a heap.
    private static final int PIECE_BYTES = 64 << 10;
    private static final long BYTES_PER_CALL = 32 << 20;

    private final Map<String, AwsService> services;
    private final CallInterceptor interceptor;
    // A call can hold 10 MB several times over, so their number follows the heap.
    private final Semaphore room =
            new Semaphore((int) Math.max(2, Runtime.getRuntime().maxMemory() / BYTES_PER_CALL));

    /** @param services by the part of their target before the dot, such as {@code Kinesis_20131202} */
    public Gateway(Map<String, AwsService> services, CallInterceptor interceptor) {
        this.services = Map.copyOf(services);
        this.interceptor = interceptor;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Target target = Target.of(exchange);
            Reply reply = reply(exchange, target);
            if (reply != null) {
                reply.send(exchange);
            }
        }
    }

    /** No reply means: close the connection without an answer. */
    private @Nullable Reply reply(HttpExchange exchange, Target target) throws IOException {
        byte[] body = bodyOf(exchange);
        try {
            Call call = new Call(
                    target.shortService(),
                    UserAgent.application(exchange.getRequestHeaders().getFirst("User-Agent")),
                    target.operation(),
                    target.wire().read(body),
                    target.wire());
            if (interceptor.before(call) != Outcome.PASS) {
                return null;
            }
            Reply reply = answer(target, call);
            return switch (interceptor.after(call, body.length, reply.body().length)) {
                case PASS -> reply;
                case DROP -> null;
                case CUT -> reply.cut();
            };
        } catch (ServiceError error) {
            return Reply.of(error, target.wire());
        } catch (JacksonException unreadable) {
            String message = String.valueOf(unreadable.getMessage());
            return Reply.of(new ServiceError(400, "SerializationException", message), target.wire());
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "call failed operation=" + target.operation(), bug);
            return Reply.of(ServiceError.internal(bug.toString()), target.wire());
        }
    }

    private Reply answer(Target target, Call call) {
        AwsService service = service(target);
        room.acquireUninterruptibly();
        try {
            return new Reply(200, null, target.wire(), target.wire().write(service.answer(call)));
        } finally {
            room.release();
        }
    }

    private AwsService service(Target target) {
        AwsService service = services.get(target.service());
        if (service == null) {
            throw ServiceError.unknownOperation(target.service() + "." + target.operation());
        }
        return service;
    }

    private static byte[] bodyOf(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return body.readNBytes(MAX_BODY_BYTES);
        }
    }

    /** Where a call goes, from its path (RPC with CBOR) or its X-Amz-Target. */
    private record Target(String service, String operation, WireEncoding wire) {

        /** Without the version. */
        String shortService() {
            return service.replaceFirst("_.*", "").toLowerCase(Locale.ROOT);
        }

        static Target of(HttpExchange exchange) {
            List<String> path = List.of(exchange.getRequestURI().getPath().split("/", -1));
            if (path.size() == 5 && path.get(1).equals("service")) {
                return new Target(path.get(2), path.get(4), WireEncoding.RPC_CBOR);
            }
            String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
            String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            int dot = target.lastIndexOf('.');
            return new Target(
                    target.substring(0, Math.max(dot, 0)),
                    target.substring(dot + 1),
                    type.startsWith(WireEncoding.CBOR.contentType()) ? WireEncoding.CBOR : WireEncoding.JSON);
        }
    }

    private record Reply(int status, @Nullable String errorType, WireEncoding wire, byte[] body, int sentBytes) {

        Reply(int status, @Nullable String errorType, WireEncoding wire, byte[] body) {
            this(status, errorType, wire, body, body.length);
        }

        /** The same, of which only half is sent before the connection closes. */
        Reply cut() {
            return new Reply(status, errorType, wire, body, body.length / 2);
        }

        static Reply of(ServiceError error, WireEncoding wire) {
            ObjectNode body = Call.answer().put("__type", error.type()).put("message", error.text());
            return new Reply(error.status(), error.type(), wire, wire.write(body));
        }

        void send(HttpExchange exchange) throws IOException {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", wire.contentType());
            headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
            if (wire == WireEncoding.RPC_CBOR) {
                headers.set("smithy-protocol", "rpc-v2-cbor");
            }
            if (errorType != null) {
                headers.set("x-amzn-ErrorType", errorType);
            }
            exchange.sendResponseHeaders(status, body.length);
            for (int sent = 0; sent < sentBytes; sent += PIECE_BYTES) {
                exchange.getResponseBody().write(body, sent, Math.min(PIECE_BYTES, sentBytes - sent));
            }
        }
    }
}
