package io.orderlake.localaws.protocol;

import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The encodings of AWS calls: how a body is read and written, and how it represents a time. */
public enum WireEncoding {
    JSON("application/x-amz-json-1.1") {
        @Override
        JsonNode time(Instant instant) {
            return JsonNodeFactory.instance.numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3));
        }

        @Override
        Instant instant(JsonNode node) {
            return Instant.ofEpochMilli(
                    node.decimalValue().movePointRight(3).toBigInteger().longValue());
        }
    },
    CBOR("application/x-amz-cbor-1.1"),
    /** CloudWatch's default encoding in AWS SDKs; the path names the operation. */
    RPC_CBOR("application/cbor") {
        @Override
        JsonNode time(Instant instant) {
            return JsonNodeFactory.instance.numberNode(instant.toEpochMilli() / 1000d);
        }

        @Override
        Instant instant(JsonNode node) {
            return Instant.ofEpochMilli(Math.round(node.asDouble() * 1000));
        }
    };

    // Plain decimals, because old SDKs cannot parse a timestamp in exponent notation.
    private static final ObjectMapper JSON_MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final ObjectMapper CBOR_MAPPER = CBORMapper.builder().build();

    private final String contentType;

    WireEncoding(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    ObjectNode read(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (mapper().readTree(body) instanceof ObjectNode object) {
            return object;
        }
        throw new ServiceError(400, "SerializationException", "Cannot read the request: expected an object");
    }

    byte[] write(ObjectNode body) {
        return mapper().writeValueAsBytes(body);
    }

    /** Kinesis' CBOR counts milliseconds; the other encodings override it. */
    JsonNode time(Instant instant) {
        return JsonNodeFactory.instance.numberNode(instant.toEpochMilli());
    }

    Instant instant(JsonNode node) {
        return Instant.ofEpochMilli(node.asLong());
    }

    private ObjectMapper mapper() {
        return this == JSON ? JSON_MAPPER : CBOR_MAPPER;
    }
}
