package io.orderlake.orderwriter.generator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The writes that wait for one writer. All writes of an order pass through the same queue, and a batch has at most one of
 * them, so an order's writes keep their order whatever DynamoDB does inside a batch.
 */
final class WriteQueue {

    /** The limit of one {@code BatchWriteItem}. */
    static final int MAX_BATCH = 25;

    private static final int CAPACITY = 4 * MAX_BATCH;

    private final Deque<GeneratedWrite> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Waits until there is room. Drops a write that comes after {@link #close}. */
    synchronized void put(GeneratedWrite write) throws InterruptedException {
        while (waiting.size() >= CAPACITY && !closed) {
            wait();
        }
        if (!closed) {
            waiting.add(write);
            notifyAll();
        }
    }

    /** The next batch, with each order at most once; waits for at least one write. Empty when closed and drained. */
    synchronized List<GeneratedWrite> take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        Set<String> ids = new HashSet<>();
        List<GeneratedWrite> batch = new ArrayList<>();
        while (!waiting.isEmpty()
                && batch.size() < MAX_BATCH
                && ids.add(waiting.peek().orderId())) {
            batch.add(waiting.remove());
        }
        notifyAll();
        return List.copyOf(batch);
    }

    /** Accepts no more writes; waiting ones are still taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
