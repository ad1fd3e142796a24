package io.orderlake.transformer;

import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RelayOriginal;
import io.orderlake.contract.RelayReject;
import io.orderlake.contract.RelayTag;
import io.orderlake.contract.RelayTagJson;
import io.orderlake.contract.RowEvent;
import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.StreamRecord;
import io.orderlake.transformer.change.ChangeFormat;
import io.orderlake.transformer.change.ChangeFormats;
import io.orderlake.transformer.change.Heading;
import io.orderlake.transformer.change.Images;
import io.orderlake.transformer.change.Json;
import io.orderlake.transformer.change.Refusal;
import io.orderlake.transformer.change.WholeText;
import io.orderlake.transformer.row.Row;
import io.orderlake.transformer.row.TableSteps;
import io.orderlake.transformer.row.TransformedTables;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way of a change from {@code order-changes} to {@code order-events}: read it, tell its format, find its table, flatten,
 * enrich, check, mask, compare. Each change has exactly one outcome, in its lane, in the order in which the changes came: a
 * row event, or a reject where it could not be processed.
 */
public final class TransformBatch {

    private final TransformedTables tables;
    private final Lanes lanes;
    private final SizeLimit limit;
    private final TransformCounts counts;
    private final InstantSource clock;

    public TransformBatch(
            TransformedTables tables, Lanes lanes, SizeLimit limit, TransformCounts counts, InstantSource clock) {
        this.tables = tables;
        this.lanes = lanes;
        this.limit = limit;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * The outcomes of a batch. Keeps nothing between calls, so calls may overlap.
     *
     * @throws RuntimeException only where {@link Oversize} fails; the batch may then be handed over again
     */
    public LaneBatch apply(ShardBatch batch) {
        Instant now = clock.instant();
        List<LakeRecord> outcomes = new ArrayList<>(batch.records().size());
        List<LaneRecord> published = new ArrayList<>(batch.records().size());
        for (StreamRecord streamRecord : batch.records()) {
            Passage passage = new Passage(streamRecord, batch.lease(), lanes, now);
            Line line = sized(line(passage), passage);
            if (line != null) {
                outcomes.add(line.outcome());
                published.add(new LaneRecord(line.outcome().lane(), streamRecord.partitionKey(), line.bytes()));
            }
        }
        counts.batch(batch.records().size(), outcomes);
        return new LaneBatch(published);
    }

    /** The only place where a failure becomes a reject, so that what one record causes harms no other: docs/adr/0005. */
    private @Nullable Line line(Passage passage) {
        try {
            LakeRecord outcome = outcome(passage);
            return outcome == null ? null : Line.of(outcome);
        } catch (RuntimeException e) {
            return Line.of(passage.reject(Refusal.reasonOf(e)));
        }
    }

    /** Null for a message of the producer about itself, which is no change. */
    private @Nullable LakeRecord outcome(Passage passage) {
        ObjectNode changeEvent = read(passage.streamRecord());
        passage.tagged(tag(changeEvent));
        WholeText.require(changeEvent, passage.streamRecord().data());
        Optional<RelayReject> decided = refusing(() -> RelayTagJson.readReject(changeEvent));
        if (decided.isPresent()) {
            return passage.reject(decided.get());
        }
        Optional<RelayOriginal> original = refusing(() -> RelayTagJson.readOriginal(changeEvent));
        return original.isPresent() ? again(passage, original.get()) : change(passage, changeEvent);
    }

    /** A reject's original that is sent again, untouched: its own tag no longer counts. */
    private @Nullable LakeRecord again(Passage passage, RelayOriginal original) {
        passage.holds(original.bytes());
        if (original.isTransformed()) {
            return transformed(passage, original);
        }
        ObjectNode changeEvent = Json.readObject(original.bytes());
        WholeText.require(changeEvent, original.bytes());
        return change(passage, changeEvent);
    }

    private static LakeRecord transformed(Passage passage, RelayOriginal original) {
        try {
            return passage.again(LakeRecordJson.read(original.bytes()));
        } catch (RuntimeException e) {
            return passage.rejectTransformed(original.stage(), Refusal.reasonOf(e));
        }
    }

    private @Nullable LakeRecord change(Passage passage, ObjectNode changeEvent) {
        ChangeFormat format = ChangeFormats.of(changeEvent);
        return format.isControl(changeEvent) ? null : rowEvent(passage, format, changeEvent);
    }

    private static ObjectNode read(StreamRecord streamRecord) {
        if (streamRecord.defect() != null) {
            throw new Refusal("Cannot unpack a record of order-changes: " + streamRecord.defect());
        }
        return Json.readObject(streamRecord.data());
    }

    private @Nullable RelayTag tag(ObjectNode changeEvent) {
        RelayTag tag = refusing(() -> RelayTagJson.read(changeEvent)).orElse(null);
        if (tag != null && tag.lane() >= lanes.count()) {
            throw new Refusal(
                    "Cannot place a change: expected a lane below " + lanes.count() + " but was " + tag.lane());
        }
        if (tag != null) {
            WholeText.require(tag.sourceShard());
        }
        return tag;
    }

    private static <T> T refusing(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private RowEvent rowEvent(Passage passage, ChangeFormat format, ObjectNode changeEvent) {
        Heading heading = passage.headed(format.heading(changeEvent, passage.epoch()));
        TableSteps steps = tables.ofSource(heading.sourceTable());
        passage.belongsTo(steps.table());
        Images images = format.images(changeEvent, heading.op());
        ObjectNode image = images.landing(heading.op());
        passage.keyed(steps.key(image));

        Row row = steps.flatten(image);
        row = steps.enrich(row);
        row = steps.check(heading.op(), row);
        row = steps.mask(row);
        return passage.rowEvent(row, steps.rescued(row), steps.before(images), steps.changedColumns(images));
    }

    /** What is too large for the stream lies in S3, and a reject in its place points there. */
    private @Nullable Line sized(@Nullable Line line, Passage passage) {
        if (line == null || line.fits(limit)) {
            return line;
        }
        String reason = line.outcome() instanceof Reject reject
                ? reject.reason()
                : "Cannot publish a row event: expected at most " + limit.bytes() + " bytes but was "
                        + line.bytes().length;
        String pointer = limit.oversize().keep(passage.eventId(), passage.original());
        Line pointing = Line.of(passage.reject(reason, pointer));
        return pointing.fits(limit) ? pointing : Line.of(passage.unread().reject(reason, pointer));
    }

    private record Line(LakeRecord outcome, byte[] bytes) {

        static Line of(LakeRecord outcome) {
            return new Line(outcome, LakeRecordJson.write(outcome));
        }

        boolean fits(SizeLimit limit) {
            return bytes.length <= limit.bytes();
        }
    }
}
