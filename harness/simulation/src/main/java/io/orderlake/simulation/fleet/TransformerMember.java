package io.orderlake.simulation.fleet;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.orderlake.contract.Lanes;
import io.orderlake.simulation.aws.KinesisCalls;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.kinesis.KinesisShards;
import io.orderlake.stream.pack.Unpacker;
import io.orderlake.stream.read.ShardReader;
import io.orderlake.transformer.SizeLimit;
import io.orderlake.transformer.TransformCounts;
import io.orderlake.transformer.TransformProcessor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A transformer. */
public final class TransformerMember implements Member {

    private final TransformProcessor transform;
    private final Consumer<List<LaneRecord>> publish;
    private final ShardReader reader;

    public TransformerMember(Seat seat, TableVersions.Code code) {
        SizeLimit limit = new SizeLimit(
                FleetSettings.TRANSFORM_BYTES,
                (eventId, original) -> seat.aws().bucket().rejects(seat.calls()).keepOriginal(eventId, original));
        this.transform = new TransformProcessor(
                TableVersions.transformed(code),
                new Lanes(FleetSettings.LANES),
                limit,
                new TransformCounts(new CompositeMeterRegistry()),
                seat.instance());
        this.publish = seat.parts().publisher(Aws.EVENTS, seat.settings(), seat.instance(), seat.calls(), seat.aws());
        KinesisCalls kinesis = new KinesisCalls(seat.aws().kinesis(), seat.aws().now(), seat.calls());
        this.reader = seat.reader(
                new KinesisShards(kinesis, Aws.CHANGES, Unpacker::unpack),
                seat.parts().leases(seat.aws(), Aws.CHANGES, seat.calls()),
                this::take);
    }

    // As the binding does it: what is published is durable.
    private @Nullable String take(ShardBatch batch) {
        List<StreamRecord> records = batch.records();
        if (records.isEmpty()) {
            return null;
        }
        publish.accept(transform.apply(batch).records());
        return records.get(records.size() - 1).sequence();
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public CompletableFuture<Void> stop() {
        return reader.stop();
    }
}
