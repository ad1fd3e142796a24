package io.orderlake.proof.state;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;

/** The additional state if the witness is the stream behind the relay; part of {@link ProofStore}, and committed with it. */
public final class RelayedState {

    private final MVMap<String, byte[]> lanes;
    private final MVMap<String, byte[]> streamShards;

    RelayedState(MVMap<String, byte[]> lanes, MVMap<String, byte[]> streamShards) {
        this.lanes = lanes;
        this.streamShards = streamShards;
    }

    public LaneProgress lane(String sourceShard, int lane) {
        byte[] bytes = lanes.get(key(sourceShard, lane));
        return bytes == null ? LaneProgress.NOTHING : LaneProgress.of(bytes);
    }

    public void lane(String sourceShard, int lane, LaneProgress now) {
        lanes.put(key(sourceShard, lane), now.bytes());
    }

    /** Records of unknown lanes were lost before they were read. */
    public void restartLanes() {
        for (String lane : List.copyOf(lanes.keySet())) {
            lanes.computeIfPresent(
                    lane, (key, bytes) -> LaneProgress.of(bytes).restarted().bytes());
        }
    }

    private static String key(String sourceShard, int lane) {
        return sourceShard + "#" + lane;
    }

    /** How far a shard of the stream has been read. */
    public StreamProgress progress(String shardId) {
        byte[] bytes = streamShards.get(shardId);
        return bytes == null ? StreamProgress.BEGINNING : StreamProgress.of(bytes);
    }

    public void put(String shardId, StreamProgress progress) {
        streamShards.put(shardId, progress.bytes());
    }

    /** The progress of each shard that was ever read. */
    public Map<String, StreamProgress> allProgress() {
        Map<String, StreamProgress> all = new TreeMap<>();
        streamShards.forEach((shardId, bytes) -> all.put(shardId, StreamProgress.of(bytes)));
        return all;
    }
}
