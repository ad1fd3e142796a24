package io.orderlake.proof.state;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The correct rows of an object, three hashes each: event id, location (position, operation, shard, lane, time) and content.
 */
public record AcceptedRows(long[] numbers) {

    private static final int EACH = 3;

    public AcceptedRows {
        numbers = numbers.clone();
    }

    @Override
    public long[] numbers() {
        return numbers.clone();
    }

    public int size() {
        return numbers.length / EACH;
    }

    public long event(int row) {
        return numbers[row * EACH];
    }

    public long location(int row) {
        return numbers[row * EACH + 1];
    }

    public long content(int row) {
        return numbers[row * EACH + 2];
    }

    /** Rows that are collected one by one. */
    public static final class Collector {
        private final List<Long> numbers = new ArrayList<>();

        public void add(long event, long location, long content) {
            numbers.add(event);
            numbers.add(location);
            numbers.add(content);
        }

        public void remove(long event) {
            for (int at = 0; at < numbers.size(); at += EACH) {
                if (numbers.get(at) == event) {
                    numbers.subList(at, at + EACH).clear();
                    return;
                }
            }
        }

        public AcceptedRows rows() {
            return new AcceptedRows(numbers.stream().mapToLong(Long::longValue).toArray());
        }
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        bytes.asLongBuffer().put(numbers);
        return bytes.array();
    }

    static AcceptedRows of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new AcceptedRows(new long[0]);
        }
        LongBuffer in = ByteBuffer.wrap(bytes).asLongBuffer();
        long[] numbers = new long[in.remaining()];
        in.get(numbers);
        return new AcceptedRows(numbers);
    }
}
