package io.orderlake.orderwriter.generator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The writes that wait for one writer. Every write of an order passes the same lane, and a batch holds at most one of
 * them, so an order's writes stay in order whatever DynamoDB does inside a batch.
 */
final class Lane {

    /** What one {@code BatchWriteItem} takes. */
    static final int BATCH = 25;

    private static final int CAPACITY = 4 * BATCH;

    private final Deque<GeneratedWrite> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Waits for room. What comes after {@link #close} is dropped. */
    synchronized void put(GeneratedWrite write) throws InterruptedException {
        while (waiting.size() >= CAPACITY && !closed) {
            wait();
        }
        if (!closed) {
            waiting.add(write);
            notifyAll();
        }
    }

    /** The next batch, each order in it once; waits for at least one write. Empty once closed and drained. */
    synchronized List<GeneratedWrite> take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        Set<String> ids = new HashSet<>();
        List<GeneratedWrite> batch = new ArrayList<>();
        while (!waiting.isEmpty()
                && batch.size() < BATCH
                && ids.add(waiting.peek().orderId())) {
            batch.add(waiting.remove());
        }
        notifyAll();
        return List.copyOf(batch);
    }

    /** Nothing more comes; what waits is still taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
