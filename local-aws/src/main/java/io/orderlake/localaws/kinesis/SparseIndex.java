package io.orderlake.localaws.kinesis;

import java.util.Arrays;

/** Where some frames of a segment begin, one mark in each 64 KB, so that memory is a few bytes per such stretch. */
final class SparseIndex {

    private static final int STRETCH_BYTES = 64 << 10;

    private long[] ordinals = new long[16];
    private long[] arrivals = new long[16];
    private long[] positions = new long[16];
    private int size;

    synchronized void offer(long ordinal, long arrivedAt, long position) {
        if (size > 0 && position - positions[size - 1] < STRETCH_BYTES) {
            return;
        }
        if (size == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, 2 * size);
            arrivals = Arrays.copyOf(arrivals, 2 * size);
            positions = Arrays.copyOf(positions, 2 * size);
        }
        ordinals[size] = ordinal;
        arrivals[size] = arrivedAt;
        positions[size++] = position;
    }

    /** A position at or before the first frame with this ordinal or a later one. */
    synchronized long positionBefore(long ordinal) {
        int found = Arrays.binarySearch(ordinals, 0, size, ordinal);
        return positionAt(found >= 0 ? found : -found - 2);
    }

    /** A position at or before the first frame that arrived at this time or later; equal times span marks. */
    synchronized long positionBeforeArrival(long arrivedAt) {
        int mark = size - 1;
        while (mark >= 0 && arrivals[mark] >= arrivedAt) {
            mark--;
        }
        return positionAt(mark);
    }

    private long positionAt(int mark) {
        return mark < 0 ? 0 : positions[mark];
    }
}
