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
import io.orderlake.transformer.TransformBatch;
import io.orderlake.transformer.TransformCounts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A transformer. */
public final class TransformerMember implements Member {

    private final TransformBatch transform;
    private final Consumer<List<LaneRecord>> publish;
    private final ShardReader reader;

    public TransformerMember(MemberContext context, TableVersions.Code code) {
        SizeLimit limit = new SizeLimit(
                FleetSettings.TRANSFORM_BYTES,
                (eventId, original) ->
                        context.aws().bucket().rejects(context.calls()).keepOriginal(eventId, original));
        this.transform = new TransformBatch(
                TableVersions.transformed(code),
                new Lanes(FleetSettings.LANES),
                limit,
                new TransformCounts(new CompositeMeterRegistry()),
                context.instance());
        this.publish = context.parts()
                .publisher(Aws.EVENTS, context.settings(), context.instance(), context.calls(), context.aws());
        KinesisCalls kinesis =
                new KinesisCalls(context.aws().kinesis(), context.aws().now(), context.calls());
        this.reader = context.reader(
                new KinesisShards(kinesis, Aws.CHANGES, Unpacker::unpack),
                context.parts().leases(context.aws(), Aws.CHANGES, context.calls()),
                this::take);
    }

    // As the binding does: a published record is durable.
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
