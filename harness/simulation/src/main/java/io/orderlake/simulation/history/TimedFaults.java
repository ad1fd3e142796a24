package io.orderlake.simulation.history;

import io.orderlake.simulation.aws.Stream;
import io.orderlake.simulation.fault.PlannedFault.AtTime;
import io.orderlake.simulation.fault.PlannedFaultKind;
import io.orderlake.simulation.fault.Stage;
import io.orderlake.simulation.fleet.Aws;
import java.time.Duration;
import java.util.List;

/** Injects the faults that happen at a time. */
final class TimedFaults {

    private static final long RETRY_AFTER = 300;
    private static final long OTHERS_LATER = 3_000;
    private static final int SKEWS = 20_000;

    private final World world;
    private boolean pausing;

    TimedFaults(World world) {
        this.world = world;
    }

    void inject(AtTime fault) {
        boolean happened = switch (fault.kind()) {
            case LOST_LEASE -> steal(fault);
            case SPLIT -> stream(fault).split((int) fault.amount());
            case MERGE -> stream(fault).merge((int) fault.amount());
            case SHARD_ROLL -> world.aws.source().roll((int) fault.amount());
            case EPOCH_CHANGE -> newEpoch(fault);
            case CLOCK_SKEW -> skew(fault);
            case RETENTION -> outlastRetention(fault);
            case CHANGED_SETTINGS -> changeSettings(fault);
            case REDRIVE -> world.redrive(slot(fault, Stage.RELAY), () -> {});
            case REDRIVE_TWICE -> redriveTwice();
            case REDRIVE_KILLED -> redriveKilled(fault);
            case ROLLING_RESTART -> roll(fault);
            case RESTART_ALL -> restartAll();
            default -> throw new IllegalArgumentException("Cannot inject " + fault + " at a time");
        };
        if (happened) {
            world.happened(fault.kind());
        }
    }

    private World.Slot slot(AtTime fault, Stage stage) {
        List<World.Slot> slots = world.slots(stage);
        return slots.get((int) (fault.amount() % slots.size()));
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
        if (pausing) {
            world.kernel.after(RETRY_AFTER, () -> inject(fault));
            return false;
        }
        world.aws.renewSource(1 + (int) (fault.amount() % 2));
        return true;
    }

    private boolean skew(AtTime fault) {
        long millis = fault.amount() * 7 % (2 * SKEWS) - SKEWS;
        world.skew(slot(fault, fault.stage()), Duration.ofMillis(millis));
        return true;
    }

    /**
     * Pauses all processes for so long that the streams drop unread records: lake writers first, so that every stream holds
     * some. It waits until each lease has been renewed, because before that a gap looks like the beginning of a shard. It waits
     * until no claim is open, because a claim whose records are gone can never be finished.
     */
    private boolean outlastRetention(AtTime fault) {
        if (!world.aws.isProven()
                || !world.isRead(world.aws.stream(Aws.EVENTS))
                || world.aws.claims().isOpen()) {
            world.kernel.after(RETRY_AFTER, () -> outlastRetention(fault));
            return false;
        }
        pausing = true;
        long away = PlanGenerator.pauseMillis(fault);
        world.slots(Stage.LAKE_WRITER).forEach(slot -> world.pause(slot, away));
        world.kernel.after(OTHERS_LATER, () -> world.slots().forEach(slot -> world.pause(slot, away - OTHERS_LATER)));
        world.kernel.after(away - 1, () -> {
            pausing = false;
            if (world.trimmedChanges.trim() > 0) {
                world.happened(PlannedFaultKind.RETENTION);
            }
        });
        return false;
    }

    private boolean changeSettings(AtTime fault) {
        world.changeLanding();
        world.kill(slot(fault, Stage.LAKE_WRITER));
        return true;
    }

    private boolean redriveTwice() {
        List<World.Slot> relays = world.slots(Stage.RELAY);
        long begun =
                relays.stream().filter(relay -> world.redrive(relay, () -> {})).count();
        return begun > 1;
    }

    private boolean redriveKilled(AtTime fault) {
        World.Slot relay = slot(fault, Stage.RELAY);
        boolean begun = world.redrive(relay, () -> {});
        world.kernel.after(fault.amount() % 120, () -> world.kill(relay));
        return begun;
    }

    private boolean roll(AtTime fault) {
        long after = 0;
        for (World.Slot slot : world.slots(fault.stage())) {
            world.kernel.after(after, () -> world.replace(slot));
            after += 4_000;
        }
        return true;
    }

    private boolean restartAll() {
        world.slots().forEach(world::kill);
        return true;
    }
}
