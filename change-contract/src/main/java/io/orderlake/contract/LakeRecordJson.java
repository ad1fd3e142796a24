package io.orderlake.contract;

import static io.orderlake.contract.CdcColumns.*;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The wire form of {@code order-events}: one flat JSON object per record in UTF-8, ended by a line feed, so that Amazon
 * Data Firehose can deliver it as it is. Numbers keep their exact text.
 */
public final class LakeRecordJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private LakeRecordJson() {}

    /** The record as one line, line feed included. */
    public static byte[] write(LakeRecord lakeRecord) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            if (lakeRecord instanceof RowEvent row) {
                writeRow(json, row);
            } else if (lakeRecord instanceof Reject reject) {
                writeReject(json, reject);
            }
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    /**
     * The record of a line.
     *
     * @throws IllegalArgumentException where the bytes are not a row event or a reject; the message says why
     */
    public static LakeRecord read(byte[] line) {
        Map<String, @Nullable Object> members;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            members = members(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Cannot read a record of order-events: " + e.getOriginalMessage(), e);
        }
        return members.containsKey(REJECT_STAGE) ? reject(members) : row(members);
    }

    private static void writeRow(JsonGenerator json, RowEvent row) {
        RowContent content = row.content();
        content.columns().forEach((name, value) -> writeValue(json, name, value));
        json.writeStringProperty(OP, row.op().code());
        json.writeStringProperty(EVENT_ID, row.eventId());
        json.writeStringProperty(SOURCE, row.source());
        json.writeStringProperty(TABLE, row.table());
        json.writeStringProperty(KEY, row.key());
        json.writeStringProperty(POSITION, row.position().text());
        writeOrigin(json, row);
        if (!row.sequence().equals(row.position().text())) {
            json.writeStringProperty(SEQUENCE, row.sequence());
        }
        writeTime(json, CHANGED_AT, row.changedAt());
        writeTime(json, RELAYED_AT, row.relayedAt());
        writeTime(json, TRANSFORMED_AT, row.transformedAt());
        writeValue(json, BEFORE, content.before());
        writeValue(json, CHANGED_COLUMNS, content.changedColumns());
        writeValue(json, QUALITY, content.quality());
        writeValue(json, RESCUED, content.rescued());
        json.writeBooleanProperty(REDRIVEN, row.redriven());
    }

    private static void writeReject(JsonGenerator json, Reject reject) {
        json.writeStringProperty(REJECT_STAGE, reject.stage());
        json.writeStringProperty(REJECT_REASON, reject.reason());
        json.writeStringProperty(EVENT_ID, reject.eventId());
        writeValue(json, TABLE, reject.table());
        writeValue(json, KEY, reject.key());
        writeValue(json, POSITION, reject.id().positionText());
        writeOrigin(json, reject);
        json.writeStringProperty(SEQUENCE, reject.sequence());
        writeTime(json, REJECTED_AT, reject.rejectedAt());
        writeValue(json, POINTER, reject.pointer());
        json.writeBooleanProperty(REDRIVEN, reject.redriven());
        if (reject.erased()) {
            json.writeBooleanProperty(ERASED, true);
        }
        json.writeName(ORIGINAL);
        json.writeBinary(reject.original());
    }

    private static void writeOrigin(JsonGenerator json, LakeRecord lakeRecord) {
        json.writeStringProperty(SOURCE_SHARD, lakeRecord.sourceShard());
        json.writeNumberProperty(LANE, lakeRecord.lane());
    }

    private static void writeTime(JsonGenerator json, String name, @Nullable Instant time) {
        writeValue(json, name, time == null ? null : Timestamps.text(time));
    }

    private static void writeValue(JsonGenerator json, String name, @Nullable Object value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof List<?> texts) {
            json.writeStartArray();
            texts.forEach(text -> json.writeString((String) text));
            json.writeEndArray();
        } else {
            throw new IllegalArgumentException("Cannot write column " + name
                    + ": expected null, String, Boolean, Long, " + "BigDecimal or a list of strings but was "
                    + value.getClass().getName());
        }
    }

    private static Map<String, @Nullable Object> members(JsonParser json) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("Cannot read a record of order-events: expected a JSON object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, value(json, name));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser json, String name) {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? json.getDecimalValue()
                        : (Object) json.getLongValue();
            case START_ARRAY -> texts(json);
            default ->
                throw new IllegalArgumentException(
                        "Cannot read column " + name + ": expected a flat value but was " + json.currentToken());
        };
    }

    private static List<String> texts(JsonParser json) {
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(json.getString());
        }
        return texts;
    }

    private static RowEvent row(Map<String, @Nullable Object> members) {
        String position = text(members, POSITION);
        String sequence = optionalText(members, SEQUENCE);
        return new RowEvent(
                new ChangeId(text(members, EVENT_ID), text(members, TABLE), text(members, KEY), new Position(position)),
                place(members, sequence == null ? position : sequence),
                ChangeOp.ofCode(text(members, OP)),
                text(members, SOURCE),
                content(members),
                Instant.parse(text(members, CHANGED_AT)),
                time(members, RELAYED_AT),
                Instant.parse(text(members, TRANSFORMED_AT)),
                Boolean.TRUE.equals(members.get(REDRIVEN)));
    }

    private static RowContent content(Map<String, @Nullable Object> members) {
        return new RowContent(
                columns(members),
                optionalText(members, BEFORE),
                list(members, CHANGED_COLUMNS),
                list(members, QUALITY),
                optionalText(members, RESCUED));
    }

    private static Reject reject(Map<String, @Nullable Object> members) {
        String position = optionalText(members, POSITION);
        return new Reject(
                Base64.getDecoder().decode(text(members, ORIGINAL).getBytes(StandardCharsets.US_ASCII)),
                text(members, REJECT_STAGE),
                text(members, REJECT_REASON),
                new ChangeId(
                        text(members, EVENT_ID),
                        optionalText(members, TABLE),
                        optionalText(members, KEY),
                        position == null ? null : new Position(position)),
                place(members, text(members, SEQUENCE)),
                Instant.parse(text(members, REJECTED_AT)),
                optionalText(members, POINTER),
                Boolean.TRUE.equals(members.get(REDRIVEN)),
                Boolean.TRUE.equals(members.get(ERASED)));
    }

    private static Place place(Map<String, @Nullable Object> members, String sequence) {
        return new Place(text(members, SOURCE_SHARD), lane(members), sequence);
    }

    private static Map<String, @Nullable Object> columns(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>(members);
        columns.keySet().removeIf(name -> name.startsWith(PREFIX));
        return columns;
    }

    private static int lane(Map<String, @Nullable Object> members) {
        if (members.get(LANE) instanceof Long lane && lane >= 0) {
            return Math.toIntExact(lane);
        }
        throw new IllegalArgumentException(
                "Cannot read a record of order-events: expected a lane in " + LANE + " but was " + members.get(LANE));
    }

    private static @Nullable Instant time(Map<String, @Nullable Object> members, String name) {
        String text = optionalText(members, name);
        return text == null ? null : Instant.parse(text);
    }

    private static String text(Map<String, @Nullable Object> members, String name) {
        String text = optionalText(members, name);
        if (text == null) {
            throw new IllegalArgumentException("Cannot read a record of order-events: it has no " + name);
        }
        return text;
    }

    private static @Nullable String optionalText(Map<String, @Nullable Object> members, String name) {
        Object value = members.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new IllegalArgumentException(
                "Cannot read a record of order-events: expected text in " + name + " but was " + value);
    }

    private static List<String> list(Map<String, @Nullable Object> members, String name) {
        if (members.get(name) instanceof List<?> texts) {
            return texts.stream().map(String.class::cast).toList();
        }
        return List.of();
    }
}
