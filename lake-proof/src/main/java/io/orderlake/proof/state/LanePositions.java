package io.orderlake.proof.state;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;

/** The highest sequence in the lake of each source shard and lane. */
public final class LanePositions {

    private final MVMap<String, String> highest;
    private final Map<String, String> waiting = new HashMap<>();

    LanePositions(MVMap<String, String> highest) {
        this.highest = highest;
    }

    /** Empty if the lake contains none. */
    public String of(String sourceShard, int lane) {
        String key = sourceShard + "#" + lane;
        String waits = waiting.get(key);
        return waits != null ? waits : highest.getOrDefault(key, "");
    }

    public void put(String sourceShard, int lane, String sequence) {
        waiting.put(sourceShard + "#" + lane, sequence);
    }

    void flush() {
        new TreeMap<>(waiting).forEach(highest::put);
        waiting.clear();
    }
}
