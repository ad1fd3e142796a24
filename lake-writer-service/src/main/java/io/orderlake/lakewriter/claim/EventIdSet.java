package io.orderlake.lakewriter.claim;

import java.nio.ByteBuffer;

/** A set of event ids, two longs each. A set of objects would need four times the memory, and a window holds millions. */
final class EventIdSet {

    private static final int MIN_CAPACITY = 16;

    /** Two adjacent longs for each id. Both are zero in an empty slot. */
    private long[] slots = new long[2 * MIN_CAPACITY];

    private int size;

    int size() {
        return size;
    }

    boolean contains(EventId id) {
        return slots[slotOf(slots, id.high(), filled(id)) + 1] != 0;
    }

    void add(EventId id) {
        if (3 * (size + 1) > slots.length) {
            grow();
        }
        put(id.high(), filled(id));
    }

    void addPacked(byte[] packed) {
        ByteBuffer ids = ByteBuffer.wrap(packed);
        while (ids.hasRemaining()) {
            add(new EventId(ids.getLong(), ids.getLong()));
        }
    }

    /** All ids concatenated. Equal sets that were filled in the same order give equal bytes. */
    byte[] packed() {
        ByteBuffer ids = ByteBuffer.allocate(size * EventId.BYTES);
        for (int slot = 0; slot < slots.length; slot += 2) {
            if (slots[slot + 1] != 0) {
                ids.putLong(slots[slot]).putLong(slots[slot + 1]);
            }
        }
        return ids.array();
    }

    /** Zero marks an empty slot. The one id in 2^64 that has a zero there gets another value. */
    private static long filled(EventId id) {
        return id.low() == 0 ? 1 : id.low();
    }

    private void put(long high, long low) {
        int slot = slotOf(slots, high, low);
        if (slots[slot + 1] == 0) {
            slots[slot] = high;
            slots[slot + 1] = low;
            size++;
        }
    }

    private void grow() {
        long[] before = slots;
        slots = new long[2 * before.length];
        size = 0;
        for (int slot = 0; slot < before.length; slot += 2) {
            if (before[slot + 1] != 0) {
                put(before[slot], before[slot + 1]);
            }
        }
    }

    /** The slot of the id, or the empty slot where it belongs. Ids are hashes already. */
    private static int slotOf(long[] slots, long high, long low) {
        int mask = slots.length - 1;
        int slot = (int) (low >>> 20) << 1 & mask;
        while (slots[slot + 1] != 0 && (slots[slot] != high || slots[slot + 1] != low)) {
            slot = slot + 2 & mask;
        }
        return slot;
    }
}
