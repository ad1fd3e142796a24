package io.orderlake.proof.check;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

/** What the comparison has cost since the start. */
public final class ProofCost {

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong unwitnessed = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final DoubleAdder readUnits = new DoubleAdder();

    /** A request, and the bytes of its response. */
    public void fetched(long length) {
        requests.incrementAndGet();
        bytes.addAndGet(length);
    }

    public void changesRead(int count) {
        changes.addAndGet(count);
    }

    public void read(double units) {
        readUnits.add(units);
    }

    void compared(long count, long withoutWitness) {
        rows.addAndGet(count);
        unwitnessed.addAndGet(withoutWitness);
    }

    public long requests() {
        return requests.get();
    }

    public long bytes() {
        return bytes.get();
    }

    public long rows() {
        return rows.get();
    }

    public long unwitnessed() {
        return unwitnessed.get();
    }

    public long changes() {
        return changes.get();
    }

    public double readUnits() {
        return readUnits.sum();
    }
}
