package io.orderlake.lakewriter.row;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.ChangeId;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Place;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.stream.StreamRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses the records of a shard with a plan. Never throws: a record that cannot be parsed, or does not fit its table, becomes a
 * reject. Equal records and plans give equal outcomes, at any time and in any process.
 */
public final class RecordParser {

    /** The stage of a reject that this class creates. */
    public static final String STAGE = "lake";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SEQUENCE_DIGITS = 60;
    private static final int MAX_NAME = 500;
    private static final int MAX_LANES = 4096;
    private static final int MAX_FIREHOSE_BYTES = 1000 * 1024;

    private final String shardId;
    private final boolean throughFirehose;
    private final Map<String, TablePlan> tables = new HashMap<>();

    public RecordParser(String shardId, Plan plan) {
        this.shardId = shardId;
        this.throughFirehose = plan.firehose().isPresent();
        plan.tables().forEach(table -> tables.put(table.name(), table));
    }

    /** Turns the record into a row or a reject. */
    public Outcome parse(StreamRecord streamRecord) {
        if (streamRecord.defect() != null) {
            return rejected(unreadable(streamRecord, streamRecord.defect()));
        }
        LakeRecord lakeRecord;
        try {
            lakeRecord = checked(LakeRecordJson.read(streamRecord.data()));
        } catch (RuntimeException e) {
            return rejected(unreadable(streamRecord, reason(e)));
        }
        if (lakeRecord instanceof RowEvent row) {
            return typedOrRejected(row, streamRecord);
        }
        return rejected((Reject) lakeRecord);
    }

    private Outcome typedOrRejected(RowEvent row, StreamRecord streamRecord) {
        try {
            return typed(row, streamRecord.data());
        } catch (RuntimeException e) {
            return rejected(new Reject(
                    streamRecord.data(),
                    STAGE,
                    reason(e),
                    row.id(),
                    row.place(),
                    streamRecord.arrivedAt(),
                    null,
                    row.redriven()));
        }
    }

    private Outcome.Row typed(RowEvent row, byte[] data) {
        TablePlan table = tables.get(row.table());
        if (table == null) {
            throw new IllegalArgumentException("Cannot land a row: no table is named \"" + row.table() + "\"");
        }
        refuseTooLong(data);
        @Nullable Object[] values = RowValues.of(row, table);
        String folder = RowFolder.of(row, table, values);
        return new Outcome.Row(row, table, values, folder, freshFrom(row, table, values), line(row, data));
    }

    private void refuseTooLong(byte[] data) {
        if (throughFirehose && data.length > MAX_FIREHOSE_BYTES) {
            throw new IllegalArgumentException("Cannot land a row through Firehose: expected at most "
                    + MAX_FIREHOSE_BYTES + " bytes but was " + data.length);
        }
    }

    /** Longer names and higher lanes do not fit into the ledger, and one bad record must not stop others. */
    private static LakeRecord checked(LakeRecord lakeRecord) {
        if (!fitsLedger(lakeRecord.place())) {
            throw new IllegalArgumentException("Cannot place a record: expected a source shard and a sequence of 1 to "
                    + MAX_NAME + " characters and a lane below " + MAX_LANES);
        }
        return lakeRecord;
    }

    private static boolean fitsLedger(Place place) {
        return place.sourceShard().length() <= MAX_NAME
                && place.sequence().length() <= MAX_NAME
                && place.lane() < MAX_LANES;
    }

    private Reject unreadable(StreamRecord streamRecord, String reason) {
        int missingDigits = SEQUENCE_DIGITS - streamRecord.sequence().length();
        String sequence = "0".repeat(Math.max(0, missingDigits))
                + "%s-%06d".formatted(streamRecord.sequence(), streamRecord.index());
        Place place = new Place(STAGE + "/" + shardId, 0, sequence);
        ChangeId id = ChangeId.unread(place.sourceShard() + "/" + sequence);
        Reject reject =
                new Reject(streamRecord.data(), STAGE, reason, id, place, streamRecord.arrivedAt(), null, false);
        return streamRecord.defect() == null ? inItsOwnPlace(reject) : reject;
    }

    /** A record whose own place can be read keeps that place, so that it lands once if it is sent again. */
    private static Reject inItsOwnPlace(Reject reject) {
        JsonNode json;
        try {
            json = JSON.readTree(reject.original());
        } catch (JacksonException e) {
            return reject;
        }
        Place own = place(json);
        if (own == null || !fitsLedger(own)) {
            return reject;
        }
        ChangeId id = ChangeId.unread(
                json.path(CdcColumns.EVENT_ID).asString(reject.id().eventId()));
        return new Reject(
                reject.original(), reject.stage(), reject.reason(), id, own, reject.rejectedAt(), null, false);
    }

    private static @Nullable Place place(JsonNode json) {
        String sourceShard = json.path(CdcColumns.SOURCE_SHARD).asString("");
        JsonNode lane = json.path(CdcColumns.LANE);
        String sequence = json.path(json.has(CdcColumns.SEQUENCE) ? CdcColumns.SEQUENCE : CdcColumns.POSITION)
                .asString("");
        boolean isPlace = lane.isIntegralNumber()
                && lane.canConvertToInt()
                && lane.asInt() >= 0
                && !sourceShard.isEmpty()
                && !sequence.isEmpty();
        return isPlace ? new Place(sourceShard, lane.asInt(), sequence) : null;
    }

    private static Outcome rejected(Reject reject) {
        return new Outcome.Rejected(reject, LakeRecordJson.write(reject));
    }

    /** The unchanged bytes, unless they are not exactly one line. */
    private static byte[] line(RowEvent row, byte[] data) {
        int last = data.length - 1;
        for (int i = 0; i < last; i++) {
            if (data[i] == '\n') {
                return LakeRecordJson.write(row);
            }
        }
        return data[last] == '\n' ? data : LakeRecordJson.write(row);
    }

    private static Instant freshFrom(RowEvent row, TablePlan table, @Nullable Object[] values) {
        int index = table.freshness().map(table::indexOf).orElse(-1);
        return index >= 0 && values[index] instanceof Long millis ? Instant.ofEpochMilli(millis) : row.changedAt();
    }

    private static String reason(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
