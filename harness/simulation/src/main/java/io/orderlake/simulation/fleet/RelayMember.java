package io.orderlake.simulation.fleet;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.TableSpec;
import io.orderlake.relay.Redrive;
import io.orderlake.relay.RelayDependencies;
import io.orderlake.relay.RelayMetrics;
import io.orderlake.relay.RelayProcessor;
import io.orderlake.relay.StreamSuccession;
import io.orderlake.relay.StreamSuccession.TableStream;
import io.orderlake.simulation.aws.ChangeStreamCalls;
import io.orderlake.simulation.aws.Op;
import io.orderlake.simulation.aws.Stream;
import io.orderlake.simulation.fleet.FleetSettings.Gaps;
import io.orderlake.stream.Leases;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.read.ShardReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A relay. It follows the table's streams as {@code TableStreams} does. */
public final class RelayMember implements Member {

    private static final Duration LIST_EVERY = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PER_ANSWER = Duration.ofMinutes(10);
    private static final Lanes LANES = new Lanes(FleetSettings.LANES);

    private final MemberContext context;
    private final TableSpec table;
    private final RelayDependencies dependencies;
    private final StreamSuccession succession;
    private final Redrive redrive;
    private @Nullable Stream followed;
    private @Nullable ShardReader reader;
    private boolean redriving;
    private boolean stopping;

    public RelayMember(MemberContext context) {
        this.context = context;
        this.table = TableVersions.landing(Landing.number(0)).named("orders").orElseThrow();
        this.dependencies = new RelayDependencies(
                context.aws().register().seenBy(context.calls()),
                context.aws().bucket().rejects(context.calls()),
                context.parts()
                        .publisher(Aws.CHANGES, context.settings(), context.instance(), context.calls(), context.aws()),
                new RelayMetrics(new CompositeMeterRegistry()),
                context.instance());
        this.succession = new StreamSuccession(
                dependencies.register(), this::leases, this::changes, context.gaps() == Gaps.ACCEPTED);
        this.redrive = new Redrive(dependencies, LANES, FleetSettings.RELAY_BYTES);
    }

    @Override
    public void start() {
        context.instance().schedule(Duration.ZERO, this::followNewest);
    }

    @Override
    public CompletableFuture<Void> stop() {
        stopping = true;
        return reader == null ? CompletableFuture.completedFuture(null) : reader.stop();
    }

    /** Begins to send rejects again, unless that is going on; a failure ends it, as it ends an operator's request. */
    public void beginRedrive(Runnable whenDone) {
        if (redriving) {
            return;
        }
        redriving = true;
        context.instance().schedule(Duration.ZERO, () -> {
            try {
                redrive.run(new Redrive.Span("", context.instance().instant()), PER_ANSWER);
                whenDone.run();
            } catch (RuntimeException failed) {
                context.status().failures().put(context.instance().name() + " redrive", failed.toString());
            } finally {
                redriving = false;
            }
        });
    }

    private void followNewest() {
        if (stopping) {
            return;
        }
        try {
            List<TableStream> streams = context.calls()
                    .call(Op.FIND_STREAMS, "", twist -> context.aws().tableStreams());
            follow(context.aws().source(context.parts().toRead(succession, table.source(), streams)));
            context.instance().schedule(LIST_EVERY, this::followNewest);
        } catch (RuntimeException failed) {
            context.instance().schedule(AFTER_FAILURE, this::followNewest);
        }
    }

    private void follow(Stream current) {
        if (current == followed) {
            return;
        }
        if (reader == null) {
            open(current);
        } else {
            reader.stop().thenRun(() -> context.instance().schedule(Duration.ZERO, () -> reopen(current)));
        }
    }

    private void reopen(Stream current) {
        try {
            open(current);
        } catch (RuntimeException failed) {
            context.instance().schedule(AFTER_FAILURE, () -> reopen(current));
        }
    }

    private ShardSource changes(String stream) {
        return new ChangeStreamCalls(context.aws().source(stream), context.aws().now(), context.calls());
    }

    private Leases leases(String stream) {
        return context.parts().leases(context.aws(), stream, context.calls());
    }

    private void open(Stream current) {
        int epoch = dependencies.register().epochOf(table.source(), current.name());
        RelayProcessor.Limits limits = new RelayProcessor.Limits(FleetSettings.RELAY_BYTES, null);
        ShardReader opened = context.reader(
                changes(current.name()),
                leases(current.name()),
                new RelayProcessor(new RelayProcessor.Route(table, epoch, LANES, limits), dependencies));
        followed = current;
        reader = opened;
        if (!stopping) {
            opened.start();
        }
    }
}
