package io.orderlake.transformer;

import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.RelayOriginal;
import io.orderlake.contract.RelayReject;
import io.orderlake.contract.RelayTag;
import io.orderlake.contract.RelayTagJson;
import io.orderlake.contract.RowContent;
import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.StreamRecord;
import io.orderlake.transformer.change.ChangeFormat;
import io.orderlake.transformer.change.ChangeFormats;
import io.orderlake.transformer.change.ChangeHeader;
import io.orderlake.transformer.change.Json;
import io.orderlake.transformer.change.RowImages;
import io.orderlake.transformer.change.UnprocessableChange;
import io.orderlake.transformer.change.WholeText;
import io.orderlake.transformer.row.Row;
import io.orderlake.transformer.row.TableSteps;
import io.orderlake.transformer.row.TransformedTables;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Transforms changes of {@code order-changes} into records of {@code order-events}. Each change has exactly one outcome, in
 * its lane, in the order in which the changes came: a row event, or a reject if it could not be processed.
 */
public final class TransformProcessor {

    private final TransformedTables tables;
    private final Lanes lanes;
    private final SizeLimit limit;
    private final TransformCounts counts;
    private final InstantSource clock;

    public TransformProcessor(
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
        var shared = new ReceivedChange.Batch("foreign/" + batch.lease().shardId(), lanes, clock.instant());
        List<LakeRecord> outcomes = new ArrayList<>(batch.records().size());
        List<LaneRecord> published = new ArrayList<>(batch.records().size());
        for (StreamRecord streamRecord : batch.records()) {
            if (transform(ReceivedChange.of(shared, streamRecord)) instanceof Step.Decided<?> decided) {
                OutputLine line = decided.line().within(limit);
                outcomes.add(line.outcome());
                published.add(new LaneRecord(line.outcome().lane(), streamRecord.partitionKey(), line.bytes()));
            }
        }
        counts.batch(batch.records().size(), outcomes);
        return new LaneBatch(published);
    }

    /** The way of one change. A step that fails makes a reject of it: {@link Step#then}. */
    private Step<Decoded> transform(ReceivedChange received) {
        return new Step.Next<>(new Undecoded(received))
                .then(TransformProcessor::decode)
                .then(this::readTag)
                .then(TransformProcessor::passOnRelayRejects)
                .then(TransformProcessor::unwrapOriginals)
                .then(TransformProcessor::skipControlRecords)
                .then(TransformProcessor::readHeader)
                .then(this::findTable)
                .then(TransformProcessor::readImages)
                .then(TransformProcessor::readKey)
                .then(TransformProcessor::flatten)
                .then(TransformProcessor::enrich)
                .then(TransformProcessor::check)
                .then(TransformProcessor::mask)
                .then(TransformProcessor::rowEvent);
    }

    private record Undecoded(ReceivedChange received) implements Step.Value {}

    /** A change as JSON. */
    private record Decoded(ReceivedChange received, ObjectNode changeEvent) implements Step.Value {}

    /** A change whose format is known. */
    private record Formatted(ReceivedChange received, ChangeFormat format, ObjectNode changeEvent)
            implements Step.Value {}

    /** A change of a known table. */
    private record OfTable(ReceivedChange received, TableSteps table, Formatted change) implements Step.Value {}

    /** A change with the row before and after it. */
    private record WithImages(ReceivedChange received, TableSteps table, RowImages images) implements Step.Value {

        ChangeOp op() {
            return received.readHeader().op();
        }
    }

    /** A change whose row is laid out in columns. */
    private record WithRow(WithImages change, Row row) implements Step.Value {

        @Override
        public ReceivedChange received() {
            return change.received();
        }

        Step<WithRow> next(Row changed) {
            return new Step.Next<>(new WithRow(change, changed));
        }
    }

    private static Step<Decoded> decode(Undecoded change) {
        StreamRecord streamRecord = change.received().streamRecord();
        if (streamRecord.defect() != null) {
            throw new UnprocessableChange("Cannot unpack a record of order-changes: " + streamRecord.defect());
        }
        return new Step.Next<>(new Decoded(change.received(), Json.readObject(streamRecord.data())));
    }

    private Step<Decoded> readTag(Decoded change) {
        RelayTag tag = refusing(() -> RelayTagJson.read(change.changeEvent())).orElse(null);
        if (tag != null && tag.lane() >= lanes.count()) {
            throw new UnprocessableChange(
                    "Cannot place a change: expected a lane below " + lanes.count() + " but was " + tag.lane());
        }
        if (tag != null) {
            WholeText.require(tag.sourceShard());
        }
        return new Step.Next<>(new Decoded(change.received().withTag(tag), change.changeEvent()));
    }

    /** A change that is too large for the stream comes as a reject that the relay has decided. */
    private static Step<Decoded> passOnRelayRejects(Decoded change) {
        WholeText.require(change.changeEvent(), change.received().streamRecord().data());
        Optional<RelayReject> decided = refusing(() -> RelayTagJson.readReject(change.changeEvent()));
        return decided.isEmpty()
                ? new Step.Next<>(change)
                : decided(change.received(), change.received().reject(decided.get()));
    }

    /** A redrive sends a reject's original again, unchanged inside its own tag. The original's tag no longer counts. */
    private static Step<Decoded> unwrapOriginals(Decoded change) {
        Optional<RelayOriginal> found = refusing(() -> RelayTagJson.readOriginal(change.changeEvent()));
        if (found.isEmpty()) {
            return new Step.Next<>(change);
        }
        RelayOriginal original = found.get();
        ReceivedChange received = change.received().withOriginal(original.bytes());
        return original.isTransformed()
                ? decided(received, transformedBefore(received, original))
                : new Step.Next<>(new Undecoded(received)).then(TransformProcessor::decodeOriginal);
    }

    private static Step<Decoded> decodeOriginal(Undecoded change) {
        byte[] original = change.received().original();
        ObjectNode changeEvent = Json.readObject(original);
        WholeText.require(changeEvent, original);
        return new Step.Next<>(new Decoded(change.received(), changeEvent));
    }

    private static LakeRecord transformedBefore(ReceivedChange received, RelayOriginal original) {
        try {
            return received.redriven(LakeRecordJson.read(original.bytes()));
        } catch (RuntimeException e) {
            return received.rejectTransformed(original.stage(), UnprocessableChange.reasonOf(e));
        }
    }

    private static Step<Formatted> skipControlRecords(Decoded change) {
        ChangeFormat format = ChangeFormats.of(change.changeEvent());
        return format.isControl(change.changeEvent())
                ? new Step.Skipped<>()
                : new Step.Next<>(new Formatted(change.received(), format, change.changeEvent()));
    }

    private static Step<Formatted> readHeader(Formatted change) {
        ChangeHeader header =
                change.format().header(change.changeEvent(), change.received().epoch());
        return new Step.Next<>(
                new Formatted(change.received().withHeader(header), change.format(), change.changeEvent()));
    }

    private Step<OfTable> findTable(Formatted change) {
        TableSteps table = tables.ofSource(change.received().readHeader().sourceTable());
        return new Step.Next<>(new OfTable(change.received().withTable(table.name()), table, change));
    }

    private static Step<WithImages> readImages(OfTable found) {
        Formatted change = found.change();
        RowImages images = change.format()
                .images(change.changeEvent(), found.received().readHeader().op());
        return new Step.Next<>(new WithImages(found.received(), found.table(), images));
    }

    private static Step<WithImages> readKey(WithImages change) {
        String key = change.table().key(change.images().landing(change.op()));
        return new Step.Next<>(new WithImages(change.received().withKey(key), change.table(), change.images()));
    }

    private static Step<WithRow> flatten(WithImages change) {
        Row row = change.table().flatten(change.images().landing(change.op()));
        return new Step.Next<>(new WithRow(change, row));
    }

    private static Step<WithRow> enrich(WithRow with) {
        return with.next(with.change().table().enrich(with.row()));
    }

    private static Step<WithRow> check(WithRow with) {
        return with.next(with.change().table().check(with.change().op(), with.row()));
    }

    private static Step<WithRow> mask(WithRow with) {
        return with.next(with.change().table().mask(with.row()));
    }

    private static Step<Decoded> rowEvent(WithRow with) {
        RowContent content =
                with.change().table().content(with.row(), with.change().images());
        return decided(with.received(), with.received().rowEvent(content));
    }

    private static Step<Decoded> decided(ReceivedChange received, LakeRecord outcome) {
        return new Step.Decided<>(OutputLine.of(received, outcome));
    }

    private static <T> T refusing(Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new UnprocessableChange(String.valueOf(e.getMessage()));
        }
    }
}
