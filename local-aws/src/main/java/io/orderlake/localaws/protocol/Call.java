package io.orderlake.localaws.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of one operation. Its readers refuse what is missing or of the wrong type with a ValidationException that
 * names the member.
 *
 * @param service {@code kinesis}, {@code firehose} or the like
 * @param client the application that the caller's SDK names in its user agent; the SDK takes the name from {@code AWS_SDK_UA_APP_ID}
 */
public record Call(String service, @Nullable String client, String operation, ObjectNode body, WireEncoding wire) {

    public static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    public boolean has(String member) {
        return body.hasNonNull(member);
    }

    public @Nullable String text(String member) {
        return has(member) ? textOf(body, member) : null;
    }

    public String requiredText(String member) {
        return textOf(body, member);
    }

    /** The stream or delivery stream of the call, if the call names one; an iterator begins with the name of its stream. */
    public @Nullable String stream() {
        for (String member : List.of("StreamName", "DeliveryStreamName")) {
            if (has(member)) {
                return text(member);
            }
        }
        String arn = text("StreamARN");
        if (arn != null) {
            return arn.substring(arn.lastIndexOf('/') + 1);
        }
        String iterator = text("ShardIterator");
        return iterator == null
                ? null
                : Token.parts(iterator, 5, "ShardIterator").get(0);
    }

    public int number(String member, int fallback) {
        return has(member) ? requiredNumber(member) : fallback;
    }

    public int requiredNumber(String member) {
        JsonNode node = body.get(member);
        if (node == null || !node.isNumber()) {
            throw ServiceError.validation("Value at '" + member + "' must be a number");
        }
        return node.intValue();
    }

    public Instant requiredInstant(String member) {
        JsonNode node = body.get(member);
        if (node == null || !node.isNumber()) {
            throw ServiceError.invalidArgument("Value at '" + member + "' must be a timestamp");
        }
        return wire.instant(node);
    }

    public ArrayNode requiredList(String member) {
        if (body.get(member) instanceof ArrayNode list) {
            return list;
        }
        throw ServiceError.validation("Value at '" + member + "' must be a list");
    }

    public Call member(String member) {
        if (body.get(member) instanceof ObjectNode object) {
            return new Call(service, client, operation, object, wire);
        }
        throw ServiceError.validation("Value at '" + member + "' must be a structure");
    }

    public JsonNode time(Instant instant) {
        return wire.time(instant);
    }

    public static String textOf(JsonNode structure, String member) {
        JsonNode node = structure.get(member);
        if (node == null || !node.isString()) {
            throw ServiceError.validation(
                    "Value at '" + member + "' failed to satisfy constraint: Member must not be null");
        }
        return node.stringValue();
    }

    public static byte[] bytesOf(JsonNode structure, String member) {
        JsonNode node = structure.get(member);
        if (node == null || !(node.isString() || node.isBinary())) {
            throw ServiceError.validation(
                    "Value at '" + member + "' failed to satisfy constraint: Member must not be null");
        }
        return node.binaryValue();
    }
}
