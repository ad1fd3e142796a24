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
import io.orderlake.stream.StreamRecord;
import io.orderlake.transformer.change.ChangeHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code order-changes} and what the steps so far have read of it. It places the outcome, so that row event and
 * reject of a change have the same id and the same place.
 *
 * @param original what a reject of the change holds; not copied
 * @param tag null until it is read, and for records of foreign producers
 * @param header null until it is read
 * @param table the lake's table; null until it is found
 * @param key the text of {@code cdc_key}; null until it is read
 */
record ReceivedChange(
        Batch batch,
        StreamRecord streamRecord,
        byte[] original,
        @Nullable RelayTag tag,
        @Nullable ChangeHeader header,
        @Nullable String table,
        @Nullable String key) {

    private static final String STAGE = "transform";
    private static final String REJECTED_AS = "rejected_as:";
    private static final int INDEX_DIGITS = 6;
    private static final int SEQUENCE_DIGITS = 64;
    private static final int MAX_REASON = 1_000;

    /**
     * What the records of a batch share.
     *
     * @param foreignShard the source shard of records that have no tag
     */
    record Batch(String foreignShard, Lanes lanes, Instant now) {}

    /** A record of which nothing is read yet. */
    static ReceivedChange of(Batch batch, StreamRecord streamRecord) {
        return new ReceivedChange(batch, streamRecord, streamRecord.data(), null, null, null, null);
    }

    /** The same record as if nothing of it were read. */
    ReceivedChange unread() {
        return of(batch, streamRecord);
    }

    ReceivedChange withTag(@Nullable RelayTag read) {
        return new ReceivedChange(batch, streamRecord, original, read, header, table, key);
    }

    /** The record contains these bytes, which are sent again. */
    ReceivedChange withOriginal(byte[] bytes) {
        return new ReceivedChange(batch, streamRecord, bytes, tag, header, table, key);
    }

    ReceivedChange withHeader(ChangeHeader read) {
        return new ReceivedChange(batch, streamRecord, original, tag, read, table, key);
    }

    ReceivedChange withTable(String found) {
        return new ReceivedChange(batch, streamRecord, original, tag, header, found, key);
    }

    ReceivedChange withKey(String read) {
        return new ReceivedChange(batch, streamRecord, original, tag, header, table, read);
    }

    /** The epoch of the source. */
    int epoch() {
        return tag == null ? 0 : tag.epoch();
    }

    /** The header of a change that has passed the step which reads it. */
    ChangeHeader readHeader() {
        return Objects.requireNonNull(header, "header");
    }

    /** The row event of a change whose header, table and key are read. */
    RowEvent rowEvent(RowContent content) {
        ChangeHeader read = readHeader();
        return new RowEvent(
                id(),
                place(read.position()),
                read.op(),
                read.source(),
                flagged(content, read.eventId()),
                read.changedAt(),
                tag == null ? null : tag.relayedAt(),
                batch.now(),
                isRedriven());
    }

    /** A reject whose event id could not be read got another id. The flag names the reject that this row replaces. */
    private RowContent flagged(RowContent content, String eventId) {
        String rejectedAs = tag == null ? null : tag.eventId();
        if (rejectedAs == null || rejectedAs.equals(eventId)) {
            return content;
        }
        List<String> flags = new ArrayList<>(content.quality());
        flags.add(REJECTED_AS + rejectedAs);
        return new RowContent(content.columns(), content.before(), content.changedColumns(), flags, content.rescued());
    }

    /** The reject of the change, with everything that is read of it. */
    Reject reject(String reason) {
        return reject(original, STAGE, reason, null);
    }

    /** The reject of a change whose original is in S3. */
    Reject rejectPointingTo(String pointer, String reason) {
        return reject(new byte[0], STAGE, reason, pointer);
    }

    /** The reject of a record that an earlier pass has transformed, and that cannot be read again. */
    Reject rejectTransformed(String stage, String reason) {
        return reject(original, stage, reason, null);
    }

    /** The reject that the relay has decided. */
    Reject reject(RelayReject decided) {
        return new Reject(
                new byte[0],
                decided.stage(),
                decided.reason(),
                decided.id(),
                place(decided.id().position()),
                batch.now(),
                decided.pointer(),
                isRedriven());
    }

    /** A record that an earlier pass has transformed, in the place of its redrive. */
    LakeRecord redriven(LakeRecord transformed) {
        RelayTag redrive = Objects.requireNonNull(tag, "tag");
        String sequence = Objects.requireNonNull(redrive.sequence(), "sequence");
        return transformed.redrivenAt(new Place(redrive.sourceShard(), redrive.lane(), sequence));
    }

    private Reject reject(byte[] bytes, String stage, String reason, @Nullable String pointer) {
        Position position = header == null ? null : header.position();
        return new Reject(bytes, stage, shown(reason), id(), place(position), batch.now(), pointer, isRedriven());
    }

    /** As much of the id as is read. The event id is stable under re-reading. */
    ChangeId id() {
        if (header != null) {
            return new ChangeId(header.eventId(), table, key, header.position());
        }
        return ChangeId.unread(
                tag != null && tag.eventId() != null ? tag.eventId() : batch.foreignShard() + "/" + streamSequence());
    }

    /** A tagged change has its place in its source shard, unless it could not be read. */
    private Place place(@Nullable Position position) {
        String sequence = tag == null ? null : tag.sequence();
        if (sequence == null && position != null) {
            sequence = position.text();
        }
        return tag == null || sequence == null
                ? new Place(batch.foreignShard(), lane(), streamSequence())
                : new Place(tag.sourceShard(), lane(), sequence);
    }

    private int lane() {
        if (tag != null) {
            return tag.lane();
        }
        Lanes lanes = batch.lanes();
        if (header == null) {
            return lanes.laneOf("", streamRecord.partitionKey());
        }
        String sourceKey = header.sourceKey();
        if (sourceKey != null) {
            return lanes.laneOf(header.sourceTable(), sourceKey);
        }
        // Without a key, the event id brings a change that a producer sends twice into one lane.
        return table == null || key == null ? lanes.laneOf("", header.eventId()) : lanes.laneOf(table, key);
    }

    private boolean isRedriven() {
        return tag != null && tag.redriven();
    }

    /** The record's place in {@code order-changes}. */
    private String streamSequence() {
        return padded(streamRecord.sequence(), SEQUENCE_DIGITS) + "-"
                + padded(Integer.toString(streamRecord.index()), INDEX_DIGITS);
    }

    private static String padded(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** A reason may quote half a surrogate pair, which has no UTF-8. */
    private static String shown(String reason) {
        String text = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "…";
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
