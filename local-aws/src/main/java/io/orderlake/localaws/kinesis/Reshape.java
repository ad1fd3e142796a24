package io.orderlake.localaws.kinesis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A change of a stream's shards in the making: splits and merges, each shard with at most two parents. */
final class Reshape {

    private final StreamDescription before;
    private final AtomicLong ordinals;
    private final long now;
    private final List<ShardDescription> shards;
    private int nextShard;

    Reshape(StreamDescription before, AtomicLong ordinals, long now) {
        this.before = before;
        this.ordinals = ordinals;
        this.now = now;
        this.shards = new ArrayList<>(before.shards());
        this.nextShard = before.nextShard();
    }

    void split(ShardDescription parent, BigInteger newStart) {
        close(parent);
        open(parent.id(), null, parent.keys().before(newStart));
        open(parent.id(), null, parent.keys().from(newStart));
    }

    void merge(ShardDescription parent, ShardDescription adjacent) {
        close(parent);
        close(adjacent);
        open(parent.id(), adjacent.id(), parent.keys().join(adjacent.keys()));
    }

    /** Splits at every bound of the uniform ranges that is not one yet, then merges what lies within one range. */
    void scaleTo(int count) {
        List<HashRange> targets = HashRange.uniform(count);
        for (HashRange target : targets) {
            ShardDescription holder = holder(target.first());
            if (!holder.keys().first().equals(target.first())) {
                split(holder, target.first());
            }
        }
        targets.forEach(this::mergeWithin);
    }

    private void mergeWithin(HashRange target) {
        List<ShardDescription> parts = openWithin(target);
        while (parts.size() > 1) {
            merge(parts.get(0), parts.get(1));
            parts = openWithin(target);
        }
    }

    private List<ShardDescription> openWithin(HashRange target) {
        return shards.stream()
                .filter(shard -> shard.isOpen() && target.contains(shard.keys()))
                .sorted(Comparator.comparing(shard -> shard.keys().first()))
                .toList();
    }

    private ShardDescription holder(BigInteger key) {
        return shards.stream()
                .filter(shard -> shard.isOpen() && shard.keys().contains(new HashRange(key, key)))
                .findFirst()
                .orElseThrow();
    }

    private void close(ShardDescription shard) {
        shards.set(shards.indexOf(shard), shard.closed(ordinals.incrementAndGet(), now));
    }

    private void open(String parent, @Nullable String adjacent, HashRange keys) {
        String id = ShardDescription.id(nextShard++);
        shards.add(new ShardDescription(id, parent, adjacent, keys, ordinals.incrementAndGet(), now, null, null));
    }

    StreamDescription result() {
        return before.withShards(nextShard, shards);
    }
}
