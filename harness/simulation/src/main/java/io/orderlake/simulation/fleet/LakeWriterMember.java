package io.orderlake.simulation.fleet;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.orderlake.lakewriter.ClaimLanding;
import io.orderlake.lakewriter.LakeMetrics;
import io.orderlake.lakewriter.LakeWriteProcessor;
import io.orderlake.lakewriter.LandingRules;
import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.landing.JsonLinesFormat;
import io.orderlake.lakewriter.landing.LandingObjects;
import io.orderlake.lakewriter.landing.RowFormats;
import io.orderlake.simulation.aws.KinesisCalls;
import io.orderlake.stream.kinesis.KinesisShards;
import io.orderlake.stream.pack.Unpacker;
import io.orderlake.stream.read.ShardReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A lake writer. */
public final class LakeWriterMember implements Member {

    private static final LandingObjects OBJECTS =
            new LandingObjects(new RowFormats(List.of(new JsonLinesFormat(), new PlainLines())));
    private static final long HELD_BYTES = 1_000_000;
    private static final EventWindow.Rules WINDOW = new EventWindow.Rules(Duration.ofHours(25), 100_000);

    private final ShardReader reader;

    public LakeWriterMember(MemberContext context, Landing landing) {
        Aws aws = context.aws();
        FleetSettings settings = context.settings();
        LandingRules rules =
                new LandingRules(planOf(landing), settings.maxBytes(), settings.maxAge(), HELD_BYTES, WINDOW);
        ClaimLanding claims = new ClaimLanding(OBJECTS, aws.bucket().sink(context.calls()), (stream, lines) -> {
            throw new IllegalStateException("Cannot deliver to Firehose: none is simulated");
        });
        LakeWriteProcessor processor = new LakeWriteProcessor(
                context.parts().ledger(aws, context.calls(), landing),
                claims,
                rules,
                context.instance(),
                new LakeMetrics(new CompositeMeterRegistry()));
        KinesisCalls kinesis = new KinesisCalls(aws.kinesis(), aws.now(), context.calls());
        this.reader = context.reader(
                new KinesisShards(kinesis, Aws.EVENTS, Unpacker::unpack),
                context.parts().leases(aws, Aws.EVENTS, context.calls()),
                processor);
    }

    /** The plan that a lake writer of those settings claims by. */
    public static Plan planOf(Landing landing) {
        return Plan.of("lake", landing.formats(), Optional.empty(), TableVersions.landing(landing));
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
