package io.orderlake.simulation.history;

import io.orderlake.simulation.aws.Stream;
import io.orderlake.simulation.fault.Fault.AtTime;
import io.orderlake.simulation.fault.FaultKind;
import io.orderlake.simulation.fault.Stage;
import io.orderlake.simulation.fleet.Aws;
import java.time.Duration;
import java.util.List;

/** Lets the faults that come at a time happen. */
final class TimedFaults {

    private static final long LOOK_AGAIN = 300;
    private static final long OTHERS_LATER = 3_000;
    private static final int SKEWS = 20_000;

    private final World world;
    private boolean overtaking;

    TimedFaults(World world) {
        this.world = world;
    }

    void happen(AtTime fault) {
        boolean happened = switch (fault.kind()) {
            case LOST_LEASE -> steal(fault);
            case SPLIT -> stream(fault).split((int) fault.amount());
            case MERGE -> stream(fault).merge((int) fault.amount());
            case SHARD_ROLL -> world.aws.source().roll((int) fault.amount());
            case EPOCH_CHANGE -> newEpoch(fault);
            case CLOCK_SKEW -> skew(fault);
            case RETENTION -> overtake(fault);
            case CHANGED_SETTINGS -> changeSettings(fault);
            case REDRIVE -> world.redrive(place(fault, Stage.RELAY), () -> {});
            case REDRIVE_TWICE -> redriveTwice();
            case REDRIVE_KILLED -> redriveKilled(fault);
            case ROLLING_RESTART -> roll(fault);
            case RESTART_ALL -> restartAll();
            default -> throw new IllegalArgumentException("Cannot let " + fault + " happen at a time");
        };
        if (happened) {
            world.happened(fault.kind());
        }
    }

    private World.Place place(AtTime fault, Stage stage) {
        List<World.Place> places = world.places(stage);
        return places.get((int) (fault.amount() % places.size()));
    }

    private Stream stream(AtTime fault) {
        return world.aws.stream(fault.stage() == Stage.RELAY ? Aws.CHANGES : Aws.EVENTS);
    }

    private boolean steal(AtTime fault) {
        Stream stream = switch (fault.stage()) {
            case RELAY -> world.aws.source();
            case TRANSFORMER -> world.aws.stream(Aws.CHANGES);
            case LAKE_WRITER -> world.aws.stream(Aws.EVENTS);
        };
        boolean stolen = false;
        for (var shard : stream.shards()) {
            stolen |= world.aws.leases(stream.name()).steal(shard.id());
        }
        return stolen;
    }

    private boolean newEpoch(AtTime fault) {
        if (overtaking) {
            world.kernel.after(LOOK_AGAIN, () -> happen(fault));
            return false;
        }
        world.aws.renewSource(1 + (int) (fault.amount() % 2));
        return true;
    }

    private boolean skew(AtTime fault) {
        long millis = fault.amount() * 7 % (2 * SKEWS) - SKEWS;
        world.skew(place(fault, fault.stage()), Duration.ofMillis(millis));
        return true;
    }

    /**
     * Everybody stands still for so long that the streams drop what nobody has read: lake writers first, so that all streams
     * hold something. Not before each shard has been looked at for long enough that its lease was renewed, for until then
     * nobody can tell a gap from a beginning; and not within a claim, for one whose records are gone is never done.
     */
    private boolean overtake(AtTime fault) {
        if (!world.aws.isProven()
                || !world.isRead(world.aws.stream(Aws.EVENTS))
                || world.aws.claims().isOpen()) {
            world.kernel.after(LOOK_AGAIN, () -> overtake(fault));
            return false;
        }
        overtaking = true;
        long away = Planning.awayMillis(fault);
        world.places(Stage.LAKE_WRITER).forEach(place -> world.stopAndContinue(place, away));
        world.kernel.after(
                OTHERS_LATER, () -> world.places().forEach(place -> world.stopAndContinue(place, away - OTHERS_LATER)));
        world.kernel.after(away - 1, () -> {
            overtaking = false;
            if (world.overtaken.trim() > 0) {
                world.happened(FaultKind.RETENTION);
            }
        });
        return false;
    }

    private boolean changeSettings(AtTime fault) {
        world.changeLanding();
        world.kill(place(fault, Stage.LAKE_WRITER));
        return true;
    }

    private boolean redriveTwice() {
        List<World.Place> relays = world.places(Stage.RELAY);
        long begun =
                relays.stream().filter(relay -> world.redrive(relay, () -> {})).count();
        return begun > 1;
    }

    private boolean redriveKilled(AtTime fault) {
        World.Place relay = place(fault, Stage.RELAY);
        boolean begun = world.redrive(relay, () -> {});
        world.kernel.after(fault.amount() % 120, () -> world.kill(relay));
        return begun;
    }

    private boolean roll(AtTime fault) {
        long after = 0;
        for (World.Place place : world.places(fault.stage())) {
            world.kernel.after(after, () -> world.replace(place));
            after += 4_000;
        }
        return true;
    }

    private boolean restartAll() {
        world.places().forEach(world::kill);
        return true;
    }
}
