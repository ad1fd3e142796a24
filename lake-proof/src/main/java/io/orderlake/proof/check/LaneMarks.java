package io.orderlake.proof.check;

import io.orderlake.proof.state.ProofStore;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks the order of each lane within one claim. A lane may continue in several objects of a claim, so each object is compared
 * with the position before the claim; the positions move when all objects are read.
 */
final class LaneMarks {

    private record Lane(String sourceShard, int lane) {}

    private final ProofStore store;
    private final boolean firstSight;
    private final Map<Lane, String> inObject = new HashMap<>();
    private final Map<Lane, String> highest = new HashMap<>();

    /**
     * @param firstSight false if the claim was compared before: a row that appears later was repaired and may be out of order
     */
    LaneMarks(ProofStore store, boolean firstSight) {
        this.store = store;
        this.firstSight = firstSight;
    }

    void beginObject() {
        inObject.clear();
    }

    /** Whether the row comes after all earlier rows of its lane. */
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

    /** Call when the whole claim has been read. */
    void move() {
        highest.forEach((of, sequence) -> {
            if (sequence.compareTo(store.lanes().of(of.sourceShard(), of.lane())) > 0) {
                store.lanes().put(of.sourceShard(), of.lane(), sequence);
            }
        });
    }
}
