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

/** A relay, which follows the table's streams as {@code TableStreams} does. */
public final class RelayMember implements Member {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PER_ANSWER = Duration.ofMinutes(10);
    private static final Lanes LANES = new Lanes(FleetSettings.LANES);

    private final Seat seat;
    private final TableSpec table;
    private final RelayDependencies rim;
    private final StreamSuccession succession;
    private final Redrive redrive;
    private @Nullable Stream followed;
    private @Nullable ShardReader reader;
    private boolean redriving;
    private boolean stopping;

    public RelayMember(Seat seat) {
        this.seat = seat;
        this.table = TableVersions.landing(Landing.number(0)).named("orders").orElseThrow();
        this.rim = new RelayDependencies(
                seat.aws().register().seenBy(seat.calls()),
                seat.aws().bucket().rejects(seat.calls()),
                seat.parts().publisher(Aws.CHANGES, seat.settings(), seat.instance(), seat.calls(), seat.aws()),
                new RelayMetrics(new CompositeMeterRegistry()),
                seat.instance());
        this.succession =
                new StreamSuccession(rim.register(), this::leases, this::changes, seat.gaps() == Gaps.ACCEPTED);
        this.redrive = new Redrive(rim, LANES, FleetSettings.RELAY_BYTES);
    }

    @Override
    public void start() {
        seat.instance().schedule(Duration.ZERO, this::look);
    }

    @Override
    public CompletableFuture<Void> stop() {
        stopping = true;
        return reader == null ? CompletableFuture.completedFuture(null) : reader.stop();
    }

    /** Begins to send rejects again, unless it is at it; a failure ends it, as it ends the request of an operator. */
    public void beginRedrive(Runnable whenDone) {
        if (redriving) {
            return;
        }
        redriving = true;
        seat.instance().schedule(Duration.ZERO, () -> {
            try {
                redrive.run(new Redrive.Span("", seat.instance().instant()), PER_ANSWER);
                whenDone.run();
            } catch (RuntimeException failed) {
                seat.watch().troubles().put(seat.instance().name() + " redrive", failed.toString());
            } finally {
                redriving = false;
            }
        });
    }

    private void look() {
        if (stopping) {
            return;
        }
        try {
            List<TableStream> streams =
                    seat.calls().call(Op.FIND_STREAMS, "", twist -> seat.aws().tableStreams());
            follow(seat.aws().source(seat.parts().toRead(succession, table.source(), streams)));
            seat.instance().schedule(LOOK_AGAIN, this::look);
        } catch (RuntimeException failed) {
            seat.instance().schedule(AFTER_FAILURE, this::look);
        }
    }

    private void follow(Stream current) {
        if (current == followed) {
            return;
        }
        if (reader == null) {
            open(current);
        } else {
            reader.stop().thenRun(() -> seat.instance().schedule(Duration.ZERO, () -> reopen(current)));
        }
    }

    private void reopen(Stream current) {
        try {
            open(current);
        } catch (RuntimeException failed) {
            seat.instance().schedule(AFTER_FAILURE, () -> reopen(current));
        }
    }

    private ShardSource changes(String stream) {
        return new ChangeStreamCalls(seat.aws().source(stream), seat.aws().now(), seat.calls());
    }

    private Leases leases(String stream) {
        return seat.parts().leases(seat.aws(), stream, seat.calls());
    }

    private void open(Stream current) {
        int epoch = rim.register().epochOf(table.source(), current.name());
        RelayProcessor.Limits limits = new RelayProcessor.Limits(FleetSettings.RELAY_BYTES, null);
        ShardReader opened = seat.reader(
                changes(current.name()),
                leases(current.name()),
                new RelayProcessor(new RelayProcessor.Route(table, epoch, LANES, limits), rim));
        followed = current;
        reader = opened;
        if (!stopping) {
            opened.start();
        }
    }
}
