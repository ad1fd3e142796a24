package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.Position;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A Debezium envelope, with or without its schema around it. */
final class DebeziumFormat implements ChangeFormat {

    private static final String TIME = "ts_ms";

    @Override
    public boolean knows(JsonNode changeEvent) {
        JsonNode envelope = envelope(changeEvent);
        return isHeartbeat(envelope)
                || (envelope.path("source").isObject() && (envelope.has("op") || envelope.has("ddl")));
    }

    @Override
    public boolean isControl(JsonNode changeEvent) {
        JsonNode envelope = envelope(changeEvent);
        return isHeartbeat(envelope)
                || !envelope.has("op")
                || envelope.path("op").asString("").equals("m");
    }

    @Override
    public ChangeHeader header(JsonNode changeEvent, int epoch) {
        JsonNode envelope = envelope(changeEvent);
        JsonNode source = envelope.path("source");
        ChangeOp op = op(envelope);
        String connector = Json.string(source, "connector");
        String table = table(source);
        Instant changedAt = time(source.has(TIME) ? source : envelope);
        String rows = Json.text(envelope.path("before")) + Json.text(envelope.path("after"));
        String eventId = connector + "-" + ContentEventId.of(Json.text(source), table, op.code(), rows);
        return new ChangeHeader(
                op, connector, table, null, eventId, position(source, op, epoch, changedAt, eventId), changedAt);
    }

    @Override
    public RowImages images(JsonNode changeEvent, ChangeOp op) {
        JsonNode envelope = envelope(changeEvent);
        ObjectNode current = op == ChangeOp.DELETE ? null : DebeziumValues.image(changeEvent, envelope, "after");
        if (current == null && op != ChangeOp.DELETE) {
            throw Json.unexpected("after", "an object", envelope.path("after"));
        }
        ObjectNode old = DebeziumValues.image(changeEvent, envelope, "before");
        return new RowImages(JsonNodeFactory.instance.objectNode(), old, current, RowImages.Extent.WHOLE);
    }

    private static JsonNode envelope(JsonNode changeEvent) {
        JsonNode payload = changeEvent.path("payload");
        return payload.isObject() ? payload : changeEvent;
    }

    private static boolean isHeartbeat(JsonNode envelope) {
        return envelope.size() == 1 && envelope.has(TIME);
    }

    private static ChangeOp op(JsonNode envelope) {
        return switch (Json.string(envelope, "op")) {
            case "c" -> ChangeOp.INSERT;
            case "u" -> ChangeOp.UPDATE;
            case "d" -> ChangeOp.DELETE;
            case "r" -> ChangeOp.SNAPSHOT;
            default -> throw Json.unexpected("op", "c, u, d or r", envelope.path("op"));
        };
    }

    private static String table(JsonNode source) {
        JsonNode schema = source.path("schema");
        return Json.string(source, schema.isString() ? "schema" : "db") + "." + Json.string(source, "table");
    }

    private static Instant time(JsonNode holder) {
        try {
            return Instant.ofEpochMilli(Json.wholeNumber(holder, TIME));
        } catch (DateTimeException e) {
            throw Json.unexpected(TIME, "a time", holder.path(TIME));
        }
    }

    private static Position position(JsonNode source, ChangeOp op, int epoch, Instant changedAt, String eventId) {
        Position position = switch (source.path("connector").asString("")) {
            case "postgresql" -> postgres(source, op, epoch);
            case "mysql", "mariadb" -> mysql(source, op, epoch, changedAt);
            default -> Position.unpositioned(epoch, changedAt, eventId);
        };
        // An update of a primary key is one change at the source and arrives as a delete and an insert of one position.
        return position.ordinal(op == ChangeOp.DELETE ? 0 : 1);
    }

    /** A row of a snapshot sorts below everything streamed: it comes from before any commit. */
    private static Position postgres(JsonNode source, ChangeOp op, int epoch) {
        long lsn = source.path("lsn").isNull() ? 0 : Json.wholeNumber(source, "lsn");
        return Position.postgres(epoch, op == ChangeOp.SNAPSHOT ? 0 : lastCommit(source), lsn);
    }

    /** The last commit's LSN, which orders transactions as they were streamed; an LSN alone does not. */
    private static long lastCommit(JsonNode source) {
        JsonNode sequence = source.path("sequence");
        JsonNode parts = sequence.isString() ? Json.readOrNull(sequence.stringValue()) : sequence;
        @Nullable JsonNode commit = parts == null ? null : parts.path(0);
        if (commit == null || commit.isMissingNode()) {
            throw Json.unexpected("source.sequence", "a list of two LSNs", sequence);
        }
        if (commit.isNull()) {
            return 0;
        }
        try {
            return new BigInteger(commit.asString("")).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw Json.unexpected("source.sequence", "a list of two LSNs", sequence);
        }
    }

    private static Position mysql(JsonNode source, ChangeOp op, int epoch, Instant changedAt) {
        if (op == ChangeOp.SNAPSHOT) {
            return Position.mysql(epoch, 0, changedAt.toEpochMilli(), 0);
        }
        String file = Json.string(source, "file");
        String number = file.substring(file.lastIndexOf('.') + 1);
        if (!number.matches("\\d{1,18}")) {
            throw Json.unexpected("source.file", "a binlog file with a number", source.path("file"));
        }
        int row = source.path("row").isIntegralNumber() ? source.path("row").intValue() : 0;
        return Position.mysql(epoch, Long.parseLong(number), Json.wholeNumber(source, "pos"), row);
    }
}
