package io.orderlake.simulation.fleet;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.orderlake.contract.Lanes;
import io.orderlake.simulation.aws.KinesisCalls;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.kinesis.KinesisShards;
import io.orderlake.stream.pack.Unpacker;
import io.orderlake.stream.publish.PublishingProcessor;
import io.orderlake.stream.read.ShardReader;
import io.orderlake.transformer.SizeLimit;
import io.orderlake.transformer.TransformCounts;
import io.orderlake.transformer.TransformProcessor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A transformer. */
public final class TransformerMember implements Member {

    private final ShardReader reader;

    public TransformerMember(MemberContext context, TableVersions.Code code) {
        SizeLimit limit = new SizeLimit(
                FleetSettings.TRANSFORM_BYTES,
                (eventId, original) ->
                        context.aws().bucket().rejects(context.calls()).keepOriginal(eventId, original));
        TransformProcessor transform = new TransformProcessor(
                TableVersions.transformed(code),
                new Lanes(FleetSettings.LANES),
                limit,
                new TransformCounts(new CompositeMeterRegistry()),
                context.instance());
        Consumer<List<LaneRecord>> publish = context.parts()
                .publisher(Aws.EVENTS, context.settings(), context.instance(), context.calls(), context.aws());
        KinesisCalls kinesis =
                new KinesisCalls(context.aws().kinesis(), context.aws().now(), context.calls());
        this.reader = context.reader(
                new KinesisShards(kinesis, Aws.CHANGES, Unpacker::unpack),
                context.parts().leases(context.aws(), Aws.CHANGES, context.calls()),
                new PublishingProcessor(transform::apply, publish));
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
