package io.orderlake.proof.check;

import io.orderlake.proof.state.ProofStore;
import java.util.HashMap;
import java.util.Map;

/**
 * The order of each lane within one claim. Objects of a claim stand side by side, so each is compared with what came before
 * the claim; the marks move when all of them are read.
 */
final class LaneMarks {

    private record Lane(String sourceShard, int lane) {}

    private final ProofStore store;
    private final boolean firstSight;
    private final Map<Lane, String> inObject = new HashMap<>();
    private final Map<Lane, String> highest = new HashMap<>();

    /** @param firstSight false where the claim was compared before: what it gains since was mended, whatever stands behind it */
    LaneMarks(ProofStore store, boolean firstSight) {
        this.store = store;
        this.firstSight = firstSight;
    }

    void beginObject() {
        inObject.clear();
    }

    /** Whether the row stands behind every row of its lane before it. */
    boolean isNext(String sourceShard, int lane, String sequence) {
        Lane of = new Lane(sourceShard, lane);
        String before = inObject.computeIfAbsent(of, l -> store.lanes().of(sourceShard, lane));
        boolean next = sequence.compareTo(before) > 0;
        if (next) {
            inObject.put(of, sequence);
            highest.merge(of, sequence, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
        return next || !firstSight;
    }

    /** The claim is read. */
    void move() {
        highest.forEach((of, sequence) -> {
            if (sequence.compareTo(store.lanes().of(of.sourceShard(), of.lane())) > 0) {
                store.lanes().put(of.sourceShard(), of.lane(), sequence);
            }
        });
    }
}
