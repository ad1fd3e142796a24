package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.ServiceError;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A stream: its shards, their lineage and their records. Every change of its shape is on disk before it is in force. */
final class KinesisStream implements Closeable {

    private final Path directory;
    private final AtomicLong ordinals = new AtomicLong();
    private final Map<String, ShardLog> logs = new ConcurrentHashMap<>();
    // Records go in under the read lock: no record enters a shard after its ending sequence number was drawn.
    private final ReadWriteLock shape = new ReentrantReadWriteLock();
    private volatile StreamDescription description;
    private volatile NavigableMap<BigInteger, ShardDescription> open = new TreeMap<>();

    KinesisStream(Path directory, StreamDescription description) {
        this.directory = directory;
        this.description = description;
        for (ShardDescription shard : description.shards()) {
            raiseOrdinals(shard);
            logs.put(shard.id(), new ShardLog(directory.resolve(shard.id()), ordinals));
        }
        indexOpenShards();
    }

    static KinesisStream create(Path directory, String name, int shards, boolean onDemand, long now) {
        List<ShardDescription> first = new ArrayList<>();
        for (HashRange keys : HashRange.uniform(shards)) {
            first.add(ShardDescription.first(first.size(), keys, first.size() + 1, now));
        }
        var description = new StreamDescription(
                name, now, onDemand, StreamDescription.DEFAULT_RETENTION_HOURS, Map.of(), shards, first);
        DescriptionFile.in(directory).write(description);
        return new KinesisStream(directory, description);
    }

    private void raiseOrdinals(ShardDescription shard) {
        long highest = shard.end() == null ? shard.start() : shard.end();
        ordinals.accumulateAndGet(highest, Math::max);
    }

    private void indexOpenShards() {
        NavigableMap<BigInteger, ShardDescription> byFirstKey = new TreeMap<>();
        description.shards().stream()
                .filter(ShardDescription::isOpen)
                .forEach(shard -> byFirstKey.put(shard.keys().first(), shard));
        open = byFirstKey;
    }

    StreamDescription description() {
        return description;
    }

    List<ShardDescription> openShards() {
        return List.copyOf(open.values());
    }

    ShardDescription shard(String id) {
        return description.shards().stream()
                .filter(shard -> shard.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ServiceError.notFound("Could not find shard " + id + " in stream "
                        + description.name() + " under account " + KinesisArns.ACCOUNT + "."));
    }

    ShardLog log(String shardId) {
        ShardLog log = logs.get(shardId);
        if (log == null) {
            throw ServiceError.notFound("Could not find shard " + shardId + " in stream " + description.name());
        }
        return log;
    }

    /** The shard that takes this key; call it inside {@link #withStableShape}. */
    ShardDescription shardFor(BigInteger hashKey) {
        return open.floorEntry(hashKey).getValue();
    }

    <T> T withStableShape(Supplier<T> step) {
        shape.readLock().lock();
        try {
            return step.get();
        } finally {
            shape.readLock().unlock();
        }
    }

    long nextOrdinal() {
        return ordinals.get() + 1;
    }

    void update(UnaryOperator<StreamDescription> change) {
        reshape(now -> change.apply(description), 0);
    }

    /** Applies a change of the shards as one step: writers wait, and the new shape is on disk before they continue. */
    void reshard(long now, Consumer<Reshape> steps) {
        reshape(
                time -> {
                    Reshape reshape = new Reshape(description, ordinals, time);
                    steps.accept(reshape);
                    return reshape.result();
                },
                now);
    }

    private void reshape(Function<Long, StreamDescription> change, long now) {
        shape.writeLock().lock();
        try {
            StreamDescription changed = change.apply(now);
            DescriptionFile.in(directory).write(changed);
            changed.shards()
                    .forEach(shard ->
                            logs.computeIfAbsent(shard.id(), id -> new ShardLog(directory.resolve(id), ordinals)));
            description = changed;
            indexOpenShards();
        } finally {
            shape.writeLock().unlock();
        }
    }

    /** Deletes what arrived before the retention, shards that were closed before it included. */
    void trim(long now) {
        long horizon = description.horizon(now);
        logs.values().forEach(log -> log.trim(horizon));
        List<String> expired = description.shards().stream()
                .filter(shard -> !shard.endsAfter(horizon))
                .map(ShardDescription::id)
                .toList();
        if (expired.isEmpty()) {
            return;
        }
        update(before -> before.withShards(
                before.nextShard(),
                before.shards().stream()
                        .filter(shard -> shard.endsAfter(horizon))
                        .toList()));
        expired.forEach(this::deleteLog);
    }

    void delete() {
        shape.writeLock().lock();
        try {
            List.copyOf(logs.keySet()).forEach(this::deleteLog);
            DescriptionFile.in(directory).delete();
        } finally {
            shape.writeLock().unlock();
        }
    }

    private void deleteLog(String shardId) {
        try {
            ShardLog log = logs.remove(shardId);
            if (log != null) {
                log.delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete shard " + shardId, e);
        }
    }

    @Override
    public void close() throws IOException {
        for (ShardLog log : logs.values()) {
            log.close();
        }
    }
}
