package io.orderlake.transformer.change;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Rows of a Debezium envelope as plain values; where the record has its schema, packed times and decimals are unpacked. */
final class DebeziumValues {

    private DebeziumValues() {}

    /** The row {@code before} or {@code after}; null where there is none. */
    static @Nullable ObjectNode image(JsonNode changeEvent, JsonNode envelope, String name) {
        ObjectNode row = Json.objectOrNull(envelope, name);
        JsonNode fields = field(changeEvent.path("schema").path("fields"), name).path("fields");
        if (row == null || fields.isEmpty()) {
            return row;
        }
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : row.properties()) {
            image.set(member.getKey(), value(member.getValue(), field(fields, member.getKey())));
        }
        return image;
    }

    private static JsonNode field(JsonNode fields, String name) {
        for (JsonNode field : fields) {
            if (field.path("field").asString("").equals(name)) {
                return field;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    private static JsonNode value(JsonNode value, JsonNode field) {
        if (value.isNull()) {
            return value;
        }
        String name = field.path("name").asString("");
        try {
            return switch (name) {
                case "org.apache.kafka.connect.data.Decimal" ->
                    decimal(
                            value,
                            Integer.parseInt(
                                    field.path("parameters").path("scale").asString("")));
                case "io.debezium.data.VariableScaleDecimal" ->
                    decimal(value.path("value"), value.path("scale").intValue());
                case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" ->
                    StringNode.valueOf(LocalDate.ofEpochDay(value.longValue()).toString());
                case "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp" ->
                    time(value, ChronoUnit.MILLIS);
                case "io.debezium.time.MicroTimestamp" -> time(value, ChronoUnit.MICROS);
                case "io.debezium.time.NanoTimestamp" -> time(value, ChronoUnit.NANOS);
                default ->
                    field.path("type").asString("").equals("bytes") ? BinaryNode.valueOf(value.binaryValue()) : value;
            };
        } catch (JacksonException | DateTimeException | NumberFormatException e) {
            throw Json.unexpected(field.path("field").asString(""), "a value of type " + name, value);
        }
    }

    private static JsonNode decimal(JsonNode unscaled, int scale) {
        return DecimalNode.valueOf(new BigDecimal(new BigInteger(unscaled.binaryValue()), scale));
    }

    private static JsonNode time(JsonNode sinceEpoch, ChronoUnit unit) {
        return StringNode.valueOf(
                Instant.EPOCH.plus(sinceEpoch.longValue(), unit).toString());
    }
}
