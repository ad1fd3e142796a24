package io.orderlake.simulation.fleet;

import io.orderlake.simulation.kernel.Instance;
import io.orderlake.stream.read.ReaderListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an operator sees of the fleet: gaps, errors of our own code, and the last failure of each part. */
public final class FleetStatus {

    private final Set<String> gaps = new LinkedHashSet<>();
    private final List<Throwable> bugs = new ArrayList<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    /** Shards with a reported gap, as {@code stream/shard}. */
    public Set<String> gaps() {
        return gaps;
    }

    /** Errors that would have stopped a process. */
    public List<Throwable> bugs() {
        return bugs;
    }

    /** The latest failure of each part. */
    public Map<String, String> failures() {
        return failures;
    }

    /** The listener of the reader of a process; ignores a dead process. */
    ReaderListener of(Instance instance) {
        return new Listener(instance);
    }

    private final class Listener implements ReaderListener {
        private final Instance instance;

        Listener(Instance instance) {
            this.instance = instance;
        }

        @Override
        public void gap(Gap gap) {
            if (instance.alive()) {
                gaps.add(gap.stream() + "/" + gap.shardId());
            }
        }

        @Override
        public void bug(Throwable cause) {
            if (instance.alive()) {
                bugs.add(cause);
            }
        }

        @Override
        public void failed(Failure failure) {
            if (instance.alive()) {
                failures.put(
                        instance.name() + " " + failure.stream() + "/" + failure.shardId(),
                        failure.kind() + " no. " + failure.attempt() + ": " + failure.cause());
            }
        }
    }
}
