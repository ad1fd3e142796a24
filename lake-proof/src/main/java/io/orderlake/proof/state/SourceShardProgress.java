package io.orderlake.proof.state;

import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/** How far each source shard has been read. */
public final class SourceShardProgress {

    private final MVMap<String, byte[]> shards;

    SourceShardProgress(MVMap<String, byte[]> shards) {
        this.shards = shards;
    }

    public Optional<ShardProgress> find(String sourceShard) {
        return Optional.ofNullable(shards.get(sourceShard)).map(ShardProgress::of);
    }

    public List<ShardProgress> all() {
        return shards.values().stream().map(ShardProgress::of).toList();
    }

    public void put(ShardProgress progress) {
        shards.put(progress.name(), progress.bytes());
    }
}
