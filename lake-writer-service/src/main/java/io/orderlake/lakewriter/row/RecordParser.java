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
 * Reads the records of a shard by a plan. Never throws: what cannot be read, or does not fit its table, is a reject. Equal
 * records and plans give equal outcomes, whenever and wherever they are read.
 */
public final class RecordParser {

    /** The stage of a reject that arises here. */
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

    /** What becomes of the record. */
    public Outcome read(StreamRecord streamRecord) {
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
            return fitted(row, streamRecord);
        }
        return rejected((Reject) lakeRecord);
    }

    private Outcome fitted(RowEvent row, StreamRecord streamRecord) {
        try {
            TablePlan table = tables.get(row.table());
            if (table == null) {
                throw new IllegalArgumentException("Cannot land a row: no table is named \"" + row.table() + "\"");
            }
            if (throughFirehose && streamRecord.data().length > MAX_FIREHOSE_BYTES) {
                throw new IllegalArgumentException("Cannot land a row through Firehose: expected at most "
                        + MAX_FIREHOSE_BYTES + " bytes but was " + streamRecord.data().length);
            }
            @Nullable Object[] values = RowValues.of(row, table);
            return new Outcome.Row(
                    row,
                    table,
                    values,
                    PartitionFolders.of(row, table, values),
                    freshFrom(row, table, values),
                    line(row, streamRecord.data()));
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

    /** Longer names and higher lanes would not fit the ledger, and one bad record must not stop its neighbours. */
    private static LakeRecord checked(LakeRecord lakeRecord) {
        if (!isPlace(lakeRecord.sourceShard(), lakeRecord.lane(), lakeRecord.sequence())) {
            throw new IllegalArgumentException("Cannot place a record: expected a source shard and a sequence of 1 to "
                    + MAX_NAME + " characters and a lane below " + MAX_LANES);
        }
        return lakeRecord;
    }

    private static boolean isPlace(String sourceShard, long lane, String sequence) {
        return !sourceShard.isEmpty()
                && sourceShard.length() <= MAX_NAME
                && !sequence.isEmpty()
                && sequence.length() <= MAX_NAME
                && lane >= 0
                && lane < MAX_LANES;
    }

    private Reject unreadable(StreamRecord streamRecord, String reason) {
        String place =
                "0".repeat(Math.max(0, SEQUENCE_DIGITS - streamRecord.sequence().length()))
                        + "%s-%06d".formatted(streamRecord.sequence(), streamRecord.index());
        Reject byPlace = new Reject(
                streamRecord.data(),
                STAGE,
                reason,
                ChangeId.unread("lake/" + shardId + "/" + place),
                new Place("lake/" + shardId, 0, place),
                streamRecord.arrivedAt(),
                null,
                false);
        return streamRecord.defect() == null ? placedByItself(byPlace) : byPlace;
    }

    /** A record that still says where it belongs keeps its watermark, so that it lands once when it is sent again. */
    private static Reject placedByItself(Reject byPlace) {
        JsonNode json;
        try {
            json = JSON.readTree(byPlace.original());
        } catch (JacksonException e) {
            return byPlace;
        }
        String sourceShard = json.path(CdcColumns.SOURCE_SHARD).asString("");
        JsonNode lane = json.path(CdcColumns.LANE);
        String sequence = json.path(json.has(CdcColumns.SEQUENCE) ? CdcColumns.SEQUENCE : CdcColumns.POSITION)
                .asString("");
        if (!lane.isIntegralNumber() || !lane.canConvertToInt() || !isPlace(sourceShard, lane.asInt(), sequence)) {
            return byPlace;
        }
        String eventId = json.path(CdcColumns.EVENT_ID).asString("");
        return new Reject(
                byPlace.original(),
                byPlace.stage(),
                byPlace.reason(),
                eventId.isEmpty() ? byPlace.id() : ChangeId.unread(eventId),
                new Place(sourceShard, lane.asInt(), sequence),
                byPlace.rejectedAt(),
                null,
                false);
    }

    private static Outcome rejected(Reject reject) {
        return new Outcome.Rejected(reject, LakeRecordJson.write(reject));
    }

    /** The bytes as they came, unless they are not exactly one line. */
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
