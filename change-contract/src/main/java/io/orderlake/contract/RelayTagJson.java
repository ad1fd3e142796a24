package io.orderlake.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The wire form of {@link RelayTag}: the member {@code orderlake} of a change event. */
public final class RelayTagJson {

    private static final String EPOCH = "epoch";
    private static final String SOURCE_SHARD = "source_shard";
    private static final String LANE = "lane";
    private static final String LANES = "lanes";
    private static final String RELAYED_AT = "relayed_at";
    private static final String REDRIVEN = "redriven";
    private static final String SEQUENCE = "sequence";
    private static final String GZIP = "gzip";
    private static final String STAGE = "stage";
    private static final String REASON = "reason";
    private static final String EVENT_ID = "event_id";
    private static final String POINTER = "pointer";
    private static final String TABLE = "table";
    private static final String KEY = "key";
    private static final String POSITION = "position";

    private RelayTagJson() {}

    /** Writes the member, name included, into the object that the generator is writing. */
    public static void write(JsonGenerator json, RelayTag tag) {
        json.writeName(RelayTag.MEMBER);
        writeTag(json, tag);
        json.writeEndObject();
    }

    /** Writes the member of a change that is rejected already. */
    public static void write(JsonGenerator json, RelayTag tag, RelayReject reject) {
        json.writeName(RelayTag.MEMBER);
        writeTag(json, tag);
        json.writeName(RelayReject.MEMBER);
        json.writeStartObject();
        json.writeStringProperty(STAGE, reject.stage());
        json.writeStringProperty(REASON, reject.reason());
        json.writeStringProperty(EVENT_ID, reject.id().eventId());
        writeIfKnown(json, POINTER, reject.pointer());
        writeIfKnown(json, TABLE, reject.id().table());
        writeIfKnown(json, KEY, reject.id().key());
        writeIfKnown(json, POSITION, reject.id().positionText());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes the member of a reject's original that is sent again. */
    public static void write(JsonGenerator json, RelayTag tag, RelayOriginal original) {
        json.writeName(RelayTag.MEMBER);
        writeTag(json, tag);
        json.writeName(RelayOriginal.MEMBER);
        json.writeStartObject();
        json.writeStringProperty(STAGE, original.stage());
        json.writeName(GZIP);
        json.writeBinary(Gzip.of(original.bytes()));
        json.writeEndObject();
        json.writeEndObject();
    }

    /**
     * The original of a reject that is sent again; empty where the change event is the change itself.
     *
     * @throws IllegalArgumentException where the member is not an original; the message says why
     */
    public static Optional<RelayOriginal> readOriginal(JsonNode changeEvent) {
        JsonNode member = changeEvent.path(RelayTag.MEMBER).get(RelayOriginal.MEMBER);
        if (member == null) {
            return Optional.empty();
        }
        byte[] zipped = Base64.getDecoder().decode(text(member, GZIP));
        return Optional.of(new RelayOriginal(text(member, STAGE), Gzip.unzipped(zipped)));
    }

    /**
     * The tag of a change event; empty where it has none.
     *
     * @throws IllegalArgumentException where the member is not a tag; the message says why
     */
    public static Optional<RelayTag> read(JsonNode changeEvent) {
        JsonNode member = changeEvent.get(RelayTag.MEMBER);
        return member == null ? Optional.empty() : Optional.of(tag(member));
    }

    /**
     * The reject that the relay has decided; empty where the change is still to be processed.
     *
     * @throws IllegalArgumentException where the member is not a reject; the message says why
     */
    public static Optional<RelayReject> readReject(JsonNode changeEvent) {
        JsonNode member = changeEvent.path(RelayTag.MEMBER).get(RelayReject.MEMBER);
        return member == null ? Optional.empty() : Optional.of(reject(member));
    }

    private static void writeTag(JsonGenerator json, RelayTag tag) {
        json.writeStartObject();
        json.writeNumberProperty(EPOCH, tag.epoch());
        json.writeStringProperty(SOURCE_SHARD, tag.sourceShard());
        json.writeNumberProperty(LANE, tag.lane());
        json.writeNumberProperty(LANES, tag.lanes());
        json.writeStringProperty(RELAYED_AT, Timestamps.text(tag.relayedAt()));
        json.writeBooleanProperty(REDRIVEN, tag.redriven());
        writeIfKnown(json, SEQUENCE, tag.sequence());
        writeIfKnown(json, EVENT_ID, tag.eventId());
    }

    private static void writeIfKnown(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static RelayTag tag(JsonNode member) {
        return new RelayTag(
                number(member, EPOCH),
                text(member, SOURCE_SHARD),
                number(member, LANE),
                number(member, LANES),
                time(member),
                member.path(REDRIVEN).asBoolean(false),
                optionalText(member, SEQUENCE),
                optionalText(member, EVENT_ID));
    }

    private static RelayReject reject(JsonNode member) {
        String position = optionalText(member, POSITION);
        ChangeId id = new ChangeId(
                text(member, EVENT_ID),
                optionalText(member, TABLE),
                optionalText(member, KEY),
                position == null ? null : new Position(position));
        return new RelayReject(text(member, STAGE), text(member, REASON), id, optionalText(member, POINTER));
    }

    private static int number(JsonNode member, String name) {
        JsonNode value = member.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw unexpected(name, "a whole number", value);
        }
        return value.intValue();
    }

    private static Instant time(JsonNode member) {
        try {
            return Instant.parse(text(member, RELAYED_AT));
        } catch (DateTimeException e) {
            throw unexpected(RELAYED_AT, "an ISO 8601 time", member.path(RELAYED_AT));
        }
    }

    private static String text(JsonNode member, String name) {
        String text = optionalText(member, name);
        if (text == null) {
            throw unexpected(name, "text", member.path(name));
        }
        return text;
    }

    private static @Nullable String optionalText(JsonNode member, String name) {
        JsonNode value = member.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw unexpected(name, "text", value);
        }
        return value.stringValue();
    }

    private static IllegalArgumentException unexpected(String name, String expected, JsonNode value) {
        String found = value.isMissingNode() ? "it is missing" : "was " + value;
        return new IllegalArgumentException(
                "Cannot read the tag of a change: expected " + expected + " in " + name + " but " + found);
    }
}
