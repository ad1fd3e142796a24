package io.orderlake.lakewriter.claim;

import io.orderlake.contract.LakeRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The event ids that a shard landed within the horizon. They identify records that a producer outside the lanes sends twice.
 * Ids are removed by slices of the horizon, so some stay a little longer. Belongs to one thread, except for the size.
 */
public final class EventWindow {

    private static final int SLICES_OF_TIME = 8;
    private static final int SLICES_OF_MEMORY = 4;

    private final Rules rules;
    private final Deque<Slice> slices = new ArrayDeque<>();
    private volatile int size; // Metrics read it from another thread.

    /**
     * How far back a window goes.
     *
     * @param horizon zero: no window
     * @param maxIds bound on the ids of all shards; beyond it, the oldest are removed before their time
     */
    public record Rules(Duration horizon, long maxIds) {

        /** Memory of one id, the free slots of its set included. */
        public static final int BYTES_PER_ID = 2 * EventId.BYTES;

        /** No window. */
        public static final Rules OFF = new Rules(Duration.ZERO, 0);

        public boolean isOn() {
            return !horizon.isZero();
        }
    }

    private record Slice(Instant since, EventIds ids) {}

    public EventWindow(Rules rules) {
        this.rules = rules;
    }

    public boolean isOn() {
        return rules.isOn();
    }

    /** Whether the record has landed under its event id: see {@link EventIds#cover}. */
    public boolean covers(EventId id, LakeRecord lakeRecord) {
        for (Slice slice : slices) {
            if (slice.ids().cover(id, lakeRecord)) {
                return true;
            }
        }
        return false;
    }

    /** Adds the ids that a claim landed, and removes those that have left the horizon. */
    public void add(LandedIds landed) {
        if (!isOn() || landed.size() == 0) {
            return;
        }
        removeBefore(landed.claimedAt().minus(rules.horizon()));
        Slice newest = slices.peekLast();
        if (newest == null || isFull(newest, landed.claimedAt())) {
            newest = new Slice(landed.claimedAt(), new EventIds());
            slices.add(newest);
        }
        newest.ids().add(landed);
        count();
    }

    private void count() {
        size = slices.stream().mapToInt(slice -> slice.ids().size()).sum();
    }

    /** Removes the oldest slice, unless it is the only one. Returns whether it did. */
    public boolean removeOldest() {
        if (slices.size() < 2) {
            return false;
        }
        slices.remove();
        count();
        return true;
    }

    public int size() {
        return size;
    }

    private boolean isFull(Slice slice, Instant now) {
        return slice.ids().size() >= rules.maxIds() / SLICES_OF_MEMORY
                || !slice.since()
                        .plus(rules.horizon().dividedBy(SLICES_OF_TIME))
                        .isAfter(now);
    }

    private void removeBefore(Instant time) {
        // A slice ends where the next one begins.
        while (slices.size() > 1 && !secondSince().isAfter(time)) {
            slices.remove();
        }
    }

    private Instant secondSince() {
        return slices.stream().skip(1).findFirst().orElseThrow().since();
    }
}
