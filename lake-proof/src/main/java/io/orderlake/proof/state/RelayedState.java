package io.orderlake.proof.state;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;

/** What a verifier keeps besides where the change stream is its witness; moves with the rest of {@link ProofStore}. */
public final class RelayedState {

    private final MVMap<String, byte[]> told;
    private final MVMap<String, byte[]> places;

    RelayedState(MVMap<String, byte[]> told, MVMap<String, byte[]> places) {
        this.told = told;
        this.places = places;
    }

    public LaneProgress lane(String sourceShard, int lane) {
        byte[] bytes = told.get(key(sourceShard, lane));
        return bytes == null ? LaneProgress.NOTHING : LaneProgress.of(bytes);
    }

    public void lane(String sourceShard, int lane, LaneProgress now) {
        told.put(key(sourceShard, lane), now.bytes());
    }

    /** Records were lost before they were read, whichever lanes they were in. */
    public void begunAnew() {
        for (String lane : List.copyOf(told.keySet())) {
            told.computeIfPresent(
                    lane, (key, bytes) -> LaneProgress.of(bytes).begunAnew().bytes());
        }
    }

    private static String key(String sourceShard, int lane) {
        return sourceShard + "#" + lane;
    }

    /** How far a shard of the stream has been read. */
    public StreamProgress place(String shardId) {
        byte[] bytes = places.get(shardId);
        return bytes == null ? StreamProgress.BEGINNING : StreamProgress.of(bytes);
    }

    public void put(String shardId, StreamProgress place) {
        places.put(shardId, place.bytes());
    }

    /** Every shard that was read once. */
    public Map<String, StreamProgress> places() {
        Map<String, StreamProgress> all = new TreeMap<>();
        places.forEach((shardId, bytes) -> all.put(shardId, StreamProgress.of(bytes)));
        return all;
    }
}
