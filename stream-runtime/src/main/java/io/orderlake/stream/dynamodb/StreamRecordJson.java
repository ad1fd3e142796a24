package io.orderlake.stream.dynamodb;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a DynamoDB Streams record as the JSON that EventBridge Pipes and Lambda deliver for it. */
final class StreamRecordJson {

    private static final int USUAL_SIZE = 2048;

    private final JsonFactory json = new JsonFactory();
    private final String arn;

    StreamRecordJson(String arn) {
        this.arn = arn;
    }

    byte[] of(Record one) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            text(out, "eventID", one.eventID());
            text(out, "eventName", one.eventNameAsString());
            text(out, "eventVersion", one.eventVersion());
            text(out, "eventSource", one.eventSource() == null ? "aws:dynamodb" : one.eventSource());
            text(out, "awsRegion", one.awsRegion());
            out.writeName("dynamodb");
            body(out, one.dynamodb());
            identity(out, one.userIdentity());
            text(out, "eventSourceARN", arn);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void body(JsonGenerator out, StreamRecord body) {
        out.writeStartObject();
        out.writeNumberProperty(
                "ApproximateCreationDateTime",
                body.approximateCreationDateTime().getEpochSecond());
        if (body.hasKeys()) {
            out.writeName("Keys");
            map(out, body.keys());
        }
        if (body.hasNewImage()) {
            out.writeName("NewImage");
            map(out, body.newImage());
        }
        if (body.hasOldImage()) {
            out.writeName("OldImage");
            map(out, body.oldImage());
        }
        text(out, "SequenceNumber", body.sequenceNumber());
        if (body.sizeBytes() != null) {
            out.writeNumberProperty("SizeBytes", body.sizeBytes());
        }
        text(out, "StreamViewType", body.streamViewTypeAsString());
        out.writeEndObject();
    }

    // Set where DynamoDB itself deleted the row because its time to live had passed.
    private static void identity(JsonGenerator out, @Nullable Identity identity) {
        if (identity != null) {
            out.writeName("userIdentity");
            out.writeStartObject();
            text(out, "type", identity.type());
            text(out, "principalId", identity.principalId());
            out.writeEndObject();
        }
    }

    private static void map(JsonGenerator out, Map<String, AttributeValue> attributes) {
        out.writeStartObject();
        attributes.forEach((name, value) -> {
            out.writeName(name);
            value(out, value);
        });
        out.writeEndObject();
    }

    private static void value(JsonGenerator out, AttributeValue value) {
        out.writeStartObject();
        switch (value.type()) {
            case S -> out.writeStringProperty("S", value.s());
            case N -> out.writeStringProperty("N", value.n());
            case B -> out.writeBinaryProperty("B", value.b().asByteArrayUnsafe());
            case SS -> texts(out, "SS", value.ss());
            case NS -> texts(out, "NS", value.ns());
            case BS -> binaries(out, value.bs());
            case M -> {
                out.writeName("M");
                map(out, value.m());
            }
            case L -> list(out, value.l());
            case BOOL -> out.writeBooleanProperty("BOOL", value.bool());
            case NUL -> out.writeBooleanProperty("NULL", true);
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalStateException(
                        "Cannot write an attribute: expected one of DynamoDB's ten types but was " + value);
        }
        out.writeEndObject();
    }

    private static void texts(JsonGenerator out, String type, List<String> texts) {
        out.writeArrayPropertyStart(type);
        texts.forEach(out::writeString);
        out.writeEndArray();
    }

    private static void binaries(JsonGenerator out, List<SdkBytes> binaries) {
        out.writeArrayPropertyStart("BS");
        binaries.forEach(binary -> out.writeBinary(binary.asByteArrayUnsafe()));
        out.writeEndArray();
    }

    private static void list(JsonGenerator out, List<AttributeValue> values) {
        out.writeArrayPropertyStart("L");
        values.forEach(value -> value(out, value));
        out.writeEndArray();
    }

    private static void text(JsonGenerator out, String name, @Nullable String text) {
        if (text != null) {
            out.writeStringProperty(name, text);
        }
    }
}
