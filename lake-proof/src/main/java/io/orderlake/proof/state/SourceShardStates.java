package io.orderlake.proof.state;

import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/** How far each source shard has been read. */
public final class SourceShardStates {

    private final MVMap<String, byte[]> shards;

    SourceShardStates(MVMap<String, byte[]> shards) {
        this.shards = shards;
    }

    public Optional<SourceShardState> find(String sourceShard) {
        return Optional.ofNullable(shards.get(sourceShard)).map(SourceShardState::of);
    }

    public List<SourceShardState> all() {
        return shards.values().stream().map(SourceShardState::of).toList();
    }

    public void put(SourceShardState progress) {
        shards.put(progress.name(), progress.bytes());
    }
}
