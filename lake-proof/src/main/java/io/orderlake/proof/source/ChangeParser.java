package io.orderlake.proof.source;

import io.orderlake.proof.ImageFingerprint;
import io.orderlake.proof.TableFingerprints;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Parses the records of a table's stream from DynamoDB's JSON in one pass. It computes only the fingerprint of an image, and
 * skips an old image if a new one precedes it.
 */
public final class ChangeParser {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MILLIS = 1000;

    private final TableFingerprints table;

    public ChangeParser(TableFingerprints table) {
        this.table = table;
    }

    /**
     * One read of a shard.
     *
     * @param nextIterator null if the shard is closed and has been read to its end
     * @param ranges start and end of each change's bytes in the body
     */
    public record Page(
            List<ReportedChange> changes, @Nullable String nextIterator, List<int[]> ranges) {}

    /** The changes of a {@code GetRecords} answer. */
    public Page page(byte[] body) {
        List<ReportedChange> changes = new ArrayList<>();
        List<int[]> ranges = new ArrayList<>();
        String next = null;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("NextShardIterator") && value == JsonToken.VALUE_STRING) {
                    next = json.getString();
                } else if (name.equals("Records")) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        int start = (int) json.currentTokenLocation().getByteOffset();
                        changes.add(new RecordParser().change(json));
                        ranges.add(
                                new int[] {start, (int) json.currentLocation().getByteOffset()});
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
        return new Page(changes, next, ranges);
    }

    /** Parses a single change. */
    public ReportedChange change(byte[] record) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), record)) {
            json.nextToken();
            return new RecordParser().change(json);
        }
    }

    private final class RecordParser {
        private final TableFingerprints.Sum sum = table.sum();
        private String eventId = "";
        private String sequence = "";
        private String key = "";
        private List<String> laneKeys = List.of();
        private long changedAt;
        private boolean hasNew;
        private TableFingerprints.@Nullable Sum keyed;
        private TableFingerprints.@Nullable Sum old;

        ReportedChange change(JsonParser json) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "eventID" -> eventId = json.getString();
                    case "dynamodb" -> body(json);
                    default -> json.skipChildren();
                }
            }
            TableFingerprints.Sum known = hasNew ? sum : old != null ? old : keyed;
            if (eventId.isEmpty() || sequence.isEmpty() || known == null) {
                throw new IllegalArgumentException("Cannot read a record of table "
                        + table.table().source() + ": expected eventID, Keys and SequenceNumber but was event "
                        + eventId + ", sequence number " + sequence);
            }
            return new ReportedChange(
                    table.table().name(),
                    eventId,
                    key,
                    laneKeys,
                    ReportedChange.padded(sequence),
                    changedAt,
                    !hasNew,
                    known.fingerprint());
        }

        private void body(JsonParser json) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "Keys" -> keys(json);
                    case "NewImage" -> {
                        hasNew = true;
                        ImageFingerprint.read(json, sum, table);
                    }
                    case "OldImage" -> oldImage(json);
                    case "SequenceNumber" -> sequence = json.getString();
                    case "ApproximateCreationDateTime" -> changedAt = millis(json);
                    default -> json.skipChildren();
                }
            }
        }

        private void oldImage(JsonParser json) {
            if (hasNew) {
                json.skipChildren();
            } else {
                old = table.sum();
                ImageFingerprint.read(json, old, table);
            }
        }

        private void keys(JsonParser json) {
            String text = copied(json);
            TableFingerprints.Sum read = table.sum();
            try (JsonParser again = JSON.createParser(ObjectReadContext.empty(), text)) {
                again.nextToken();
                ImageFingerprint.read(again, read, table);
            }
            key = read.key();
            keyed = read;
            laneKeys = table.table().key().size() == 1 ? List.of(text) : List.of(text, swapped(text));
        }
    }

    /** Whole seconds on AWS; LocalStack and others may report fractions. */
    private static long millis(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? json.getLongValue() * MILLIS
                : json.getDecimalValue().movePointRight(3).longValue();
    }

    private static String copied(JsonParser json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }

    /** The same two attributes in the other order: a map of attributes has no order. */
    private static String swapped(String keys) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), keys)) {
            json.nextToken();
            List<String> members = new ArrayList<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                StringWriter name = new StringWriter();
                try (JsonGenerator quoted = JSON.createGenerator(ObjectWriteContext.empty(), name)) {
                    quoted.writeString(json.currentName());
                }
                json.nextToken();
                members.add(0, name + ":" + copied(json));
            }
            return "{" + String.join(",", members) + "}";
        }
    }
}
