package io.orderlake.simulation.fleet;

import io.orderlake.simulation.kernel.Instance;
import io.orderlake.stream.read.ReaderListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an operator sees of the fleet: gaps, mistakes of ours, and what each part last failed with. */
public final class Watch {

    private final Set<String> gaps = new LinkedHashSet<>();
    private final List<Throwable> bugs = new ArrayList<>();
    private final Map<String, String> troubles = new LinkedHashMap<>();

    /** Shards with a reported gap, as {@code stream/shard}. */
    public Set<String> gaps() {
        return gaps;
    }

    /** What should have stopped a process. */
    public List<Throwable> bugs() {
        return bugs;
    }

    /** The latest failure of each part. */
    public Map<String, String> troubles() {
        return troubles;
    }

    /** What the reader of a process tells; the dead tell nothing. */
    ReaderListener of(Instance instance) {
        return new ReaderListener() {
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
                    troubles.put(
                            instance.name() + " " + failure.stream() + "/" + failure.shardId(),
                            failure.kind() + " no. " + failure.attempt() + ": " + failure.cause());
                }
            }
        };
    }
}
