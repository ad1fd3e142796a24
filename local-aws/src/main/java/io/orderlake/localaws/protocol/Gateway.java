package io.orderlake.localaws.protocol;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.orderlake.localaws.faults.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Takes AWS calls off HTTP, lets faults happen to them, and writes what their service answers. */
public final class Gateway implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());
    private static final int MAX_BODY_BYTES = 16 << 20;

    private final Map<String, AwsService> services;
    private final Faults faults;

    /** @param services by the part of their target before the dot, such as {@code Kinesis_20131202} */
    public Gateway(Map<String, AwsService> services, Faults faults) {
        this.services = Map.copyOf(services);
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Target target = Target.of(exchange);
            Reply reply = reply(exchange, target);
            if (reply != null) {
                reply.send(exchange, target.wire());
            }
        }
    }

    /** No reply means: close the connection without an answer. */
    private @Nullable Reply reply(HttpExchange exchange, Target target) throws IOException {
        byte[] body = bodyOf(exchange);
        try {
            Call call = new Call(target.operation(), target.wire().read(body), target.wire());
            if (faults.beforeEffect(call) == Faults.Verdict.DROP) {
                return null;
            }
            ObjectNode answer = service(target).answer(call);
            return faults.afterEffect(call) == Faults.Verdict.DROP ? null : new Reply(200, null, answer);
        } catch (ServiceError error) {
            return Reply.of(error);
        } catch (JacksonException unreadable) {
            return Reply.of(new ServiceError(400, "SerializationException", String.valueOf(unreadable.getMessage())));
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "call failed operation=" + target.operation(), bug);
            return Reply.of(ServiceError.internal(bug.toString()));
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
    private record Target(String service, String operation, Wire wire) {

        static Target of(HttpExchange exchange) {
            List<String> path = List.of(exchange.getRequestURI().getPath().split("/", -1));
            if (path.size() == 5 && path.get(1).equals("service")) {
                return new Target(path.get(2), path.get(4), Wire.RPC_CBOR);
            }
            String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
            String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            int dot = target.lastIndexOf('.');
            return new Target(
                    target.substring(0, Math.max(dot, 0)),
                    target.substring(dot + 1),
                    type.startsWith(Wire.CBOR.contentType()) ? Wire.CBOR : Wire.JSON);
        }
    }

    private record Reply(int status, @Nullable String errorType, ObjectNode body) {

        static Reply of(ServiceError error) {
            ObjectNode body = Call.answer().put("__type", error.type()).put("message", error.text());
            return new Reply(error.status(), error.type(), body);
        }

        void send(HttpExchange exchange, Wire wire) throws IOException {
            byte[] bytes = wire.write(body);
            exchange.getResponseHeaders().set("Content-Type", wire.contentType());
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            if (wire == Wire.RPC_CBOR) {
                exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
            }
            if (errorType != null) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", errorType);
            }
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
