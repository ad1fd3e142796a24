package io.orderlake.transformer;

import io.orderlake.contract.ChangeId;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.Place;
import io.orderlake.contract.Position;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RelayReject;
import io.orderlake.contract.RelayTag;
import io.orderlake.contract.RowContent;
import io.orderlake.contract.RowEvent;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamRecord;
import io.orderlake.transformer.change.Heading;
import io.orderlake.transformer.row.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record's way through the transformer: what is known of it so far. Row event and reject of a record take their place
 * in the stream from here, so that it is the same place whichever of the two it becomes.
 */
final class Passage {

    private static final String STAGE = "transform";
    private static final String REJECTED_AS = "rejected_as:";
    private static final int INDEX_DIGITS = 6;
    private static final int SEQUENCE_DIGITS = 64;
    private static final int MAX_REASON = 1_000;

    private final StreamRecord streamRecord;
    private final String foreignShard;
    private final Lanes lanes;
    private final Instant now;

    private byte[] original;
    private @Nullable RelayTag tag;
    private @Nullable Heading heading;
    private @Nullable String table;
    private @Nullable String key;

    Passage(StreamRecord streamRecord, Lease lease, Lanes lanes, Instant now) {
        this(streamRecord, "foreign/" + lease.shardId(), lanes, now);
    }

    private Passage(StreamRecord streamRecord, String foreignShard, Lanes lanes, Instant now) {
        this.streamRecord = streamRecord;
        this.original = streamRecord.data();
        this.foreignShard = foreignShard;
        this.lanes = lanes;
        this.now = now;
    }

    /** The same record as if nothing of it were known. */
    Passage unread() {
        return new Passage(streamRecord, foreignShard, lanes, now);
    }

    /** The record holds these bytes and sends them again. */
    void holds(byte[] bytes) {
        original = bytes;
    }

    /** What a reject of the record holds. */
    byte[] original() {
        return original;
    }

    StreamRecord streamRecord() {
        return streamRecord;
    }

    void tagged(@Nullable RelayTag found) {
        tag = found;
    }

    int epoch() {
        return tag == null ? 0 : tag.epoch();
    }

    Heading headed(Heading found) {
        heading = found;
        return found;
    }

    void belongsTo(String foundTable) {
        table = foundTable;
    }

    void keyed(String foundKey) {
        key = foundKey;
    }

    /** The row event of a change whose heading, table and key are known. */
    RowEvent rowEvent(Row row, @Nullable String rescued, @Nullable String before, List<String> changedColumns) {
        if (heading == null || table == null || key == null) {
            throw new IllegalStateException("Cannot place a row event: expected heading, table and key to be known");
        }
        return new RowEvent(
                new ChangeId(heading.eventId(), table, key, heading.position()),
                new Place(sourceShard(heading.position()), lane(), sequence(heading.position())),
                heading.op(),
                heading.source(),
                new RowContent(row.columns(), before, changedColumns, flags(row, heading), rescued),
                heading.changedAt(),
                tag == null ? null : tag.relayedAt(),
                now,
                redriven());
    }

    /** A row that could not be read far enough to know its id was rejected under another, which tells whose redrive it is. */
    private List<String> flags(Row row, Heading known) {
        String rejectedAs = tag == null ? null : tag.eventId();
        if (rejectedAs == null || rejectedAs.equals(known.eventId())) {
            return row.flags();
        }
        List<String> flags = new ArrayList<>(row.flags());
        flags.add(REJECTED_AS + rejectedAs);
        return flags;
    }

    /** The reject of a change, with as much as is known of it. */
    Reject reject(String reason) {
        return reject(original, STAGE, reason, null);
    }

    /** The reject of a change whose original lies in S3. */
    Reject reject(String reason, String pointer) {
        return reject(new byte[0], STAGE, reason, pointer);
    }

    /** The reject of a record that was transformed before and cannot be read again. */
    Reject rejectTransformed(String stage, String reason) {
        return reject(original, stage, reason, null);
    }

    /** A record that was transformed before, in the place that its redrive gives it. */
    LakeRecord again(LakeRecord transformed) {
        RelayTag redrive = Objects.requireNonNull(tag, "tag");
        String sequence = Objects.requireNonNull(redrive.sequence(), "sequence");
        return transformed.redrivenAt(new Place(redrive.sourceShard(), redrive.lane(), sequence));
    }

    /** The reject that the relay has decided. */
    Reject reject(RelayReject decided) {
        Position position = decided.id().position();
        return new Reject(
                new byte[0],
                decided.stage(),
                decided.reason(),
                decided.id(),
                new Place(sourceShard(position), lane(), sequence(position)),
                now,
                decided.pointer(),
                redriven());
    }

    private Reject reject(byte[] bytes, String stage, String reason, @Nullable String pointer) {
        Position position = heading == null ? null : heading.position();
        return new Reject(
                bytes,
                stage,
                writable(reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "…"),
                new ChangeId(eventId(), table, key, position),
                new Place(sourceShard(position), lane(), sequence(position)),
                now,
                pointer,
                redriven());
    }

    /** Stable under re-reading: where nothing better is known, the record's place in {@code order-changes}. */
    String eventId() {
        if (heading != null) {
            return heading.eventId();
        }
        return tag != null && tag.eventId() != null ? tag.eventId() : foreignShard + "/" + place();
    }

    /** A tagged change has its place in its source shard, unless that place could not be read. */
    private String sourceShard(@Nullable Position position) {
        return tag == null || (tag.sequence() == null && position == null) ? foreignShard : tag.sourceShard();
    }

    private String sequence(@Nullable Position position) {
        if (tag == null) {
            return place();
        }
        if (tag.sequence() != null) {
            return tag.sequence();
        }
        return position == null ? place() : position.text();
    }

    private int lane() {
        if (tag != null) {
            return tag.lane();
        }
        if (heading == null) {
            return lanes.laneOf("", streamRecord.partitionKey());
        }
        String sourceKey = heading.sourceKey();
        if (sourceKey != null) {
            return lanes.laneOf(heading.sourceTable(), sourceKey);
        }
        // Without a key, what a producer sends twice meets at its event id.
        return table == null || key == null ? lanes.laneOf("", heading.eventId()) : lanes.laneOf(table, key);
    }

    private boolean redriven() {
        return tag != null && tag.redriven();
    }

    private String place() {
        return padded(streamRecord.sequence(), SEQUENCE_DIGITS) + "-"
                + padded(Integer.toString(streamRecord.index()), INDEX_DIGITS);
    }

    private static String padded(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** A reason may quote half a surrogate pair, which has no UTF-8. */
    private static String writable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
