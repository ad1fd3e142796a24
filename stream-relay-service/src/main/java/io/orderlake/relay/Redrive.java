package io.orderlake.relay;

import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.Reject;
import io.orderlake.stream.LaneRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends rejects again. A reject object is a source of its own, whose source shard is the object: its rejects go in the order
 * in which they stand there, so that a redrive that was killed and begun again repeats nothing in the lake. Each object is
 * passed once; a change that fails again lands in a new reject object.
 */
public final class Redrive {

    private final RelayRim rim;
    private final Lanes lanes;

    /**
     * What a redrive did.
     *
     * @param objects reject objects that were passed now
     * @param rejects rejects that were sent again
     * @param unreadable rejects that are no JSON objects, or lie elsewhere as too large: they stay open
     */
    public record Outcome(int objects, int rejects, int unreadable) {

        Outcome plus(int sent, int left) {
            return new Outcome(objects + 1, rejects + sent, unreadable + left);
        }
    }

    public Redrive(RelayRim rim, Lanes lanes) {
        this.rim = rim;
        this.lanes = lanes;
    }

    /** Passes every reject object that has not been passed before. */
    public synchronized Outcome run() {
        Outcome outcome = new Outcome(0, 0, 0);
        for (String key : rim.rejects().keys()) {
            if (!rim.register().redriven(key)) {
                outcome = pass(key, outcome);
            }
        }
        return outcome;
    }

    private Outcome pass(String key, Outcome before) {
        List<LaneRecord> changes = new ArrayList<>();
        int unreadable = 0;
        for (byte[] line : rim.rejects().lines(key)) {
            LakeRecord lakeRecord = LakeRecordJson.read(line);
            if (lakeRecord instanceof Reject reject && RedrivenChange.possible(reject)) {
                changes.add(RedrivenChange.of(
                        reject, key, changes.size(), lanes, rim.clock().instant()));
            } else {
                unreadable++;
            }
        }
        rim.publish().accept(changes);
        rim.register().markRedriven(key);
        rim.watch().redriven(changes.size());
        return before.plus(changes.size(), unreadable);
    }
}
