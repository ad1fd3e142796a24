package io.orderlake.simulation.aws;

import io.orderlake.contract.Lanes;
import io.orderlake.relay.SourceRegister;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The relay's register. */
public final class Register {

    private final Map<String, Integer> epochs = new HashMap<>();
    private final Map<String, Integer> newest = new HashMap<>();
    private final Map<String, Lanes> lanes = new HashMap<>();
    private final Set<String> redriven = new TreeSet<>();

    /** Objects whose rejects have all been sent again. */
    public Set<String> redriven() {
        return redriven;
    }

    /** The epoch of each stream that was begun. */
    public Map<String, Integer> epochs() {
        return epochs;
    }

    /** A relay's view. */
    public SourceRegister seenBy(Calls calls) {
        return new View(calls);
    }

    private final class View implements SourceRegister {
        private final Calls calls;

        View(Calls calls) {
            this.calls = calls;
        }

        @Override
        public int epochOf(String table, String stream) {
            return calls.call(
                    Op.BEGIN_EPOCH,
                    stream,
                    twist -> epochs.computeIfAbsent(stream, any -> newest.merge(table, 1, Integer::sum)));
        }

        @Override
        public Lanes lanesOf(String stream, String shardId, Lanes current) {
            return calls.call(
                    Op.BEGIN_SHARD,
                    stream + "/" + shardId,
                    twist -> lanes.computeIfAbsent(stream + "#" + shardId, any -> current));
        }

        @Override
        public boolean redriven(String objectKey) {
            return calls.call(Op.IS_REDRIVEN, objectKey, twist -> redriven.contains(objectKey));
        }

        @Override
        public void markRedriven(String objectKey) {
            calls.call(Op.MARK_REDRIVEN, objectKey, twist -> redriven.add(objectKey));
        }
    }
}
