package io.orderlake.stream.read;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.Leases;
import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamFailure;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Readers of one stream in virtual time. All their effects are in one list, in the order in which they happened. */
final class ReaderFleet {

    final VirtualScheduler time = new VirtualScheduler();
    final MemoryStream stream = new MemoryStream("order-changes");
    final MemoryLeases table = new MemoryLeases("order-changes");
    final ReaderFaults faults = new ReaderFaults();
    final List<String> effects = new ArrayList<>();
    final Map<String, Instance> instances = new HashMap<>();

    ReaderSettings settings = ReaderSettings.defaults();

    /** How many of the newest records each processor buffers until an ending. */
    int heldBack;

    /** How many of them it makes durable with each call that carries an ending. */
    int durablePerEnding = Integer.MAX_VALUE;

    Instance start(String name) {
        Instance instance = new Instance(name);
        instances.put(name, instance);
        instance.reader.start();
        return instance;
    }

    void pass(String duration) {
        time.pass(Duration.parse("PT" + duration));
    }

    /** The effects since the last call. */
    List<String> effects() {
        List<String> since = List.copyOf(effects);
        effects.clear();
        return since;
    }

    List<String> owners() {
        return table.all().stream()
                .filter(lease -> !lease.finished())
                .map(lease -> lease.shardId() + "=" + lease.owner())
                .toList();
    }

    void fail(String point, int nth, FailureKind kind) {
        faults.at(point, nth, () -> {
            throw new StreamFailure(kind, "struck at " + point);
        });
    }

    void crash(String instance, String point, int nth) {
        faults.at(instance + ": " + point, nth, () -> {
            Objects.requireNonNull(instances.get(instance)).process.kill();
            effects.add(instance + ": crashes " + point);
            throw new ReaderFaults.Crash();
        });
    }

    /** One process with its reader; it does nothing once it is dead. */
    final class Instance implements ShardSource, Leases, ShardProcessor, ReaderListener {

        final String name;
        final VirtualScheduler.Process process = time.process();
        final ShardReader reader;
        final List<Failure> failures = new ArrayList<>();
        private final Map<String, List<String>> buffers = new HashMap<>();

        Instance(String name) {
            this.name = name;
            ReaderDependencies dependencies = new ReaderDependencies(name, process, process, ReaderFleet::kindOf, this);
            this.reader = new ShardReader(this, this, this, settings, dependencies);
        }

        CompletableFuture<Void> stop() {
            return reader.stop();
        }

        private void report(String effect) {
            if (process.alive()) {
                effects.add(name + ": " + effect);
            }
        }

        private void at(String point) {
            faults.pass(name + ": " + point);
        }

        @Override
        public String stream() {
            return stream.stream();
        }

        @Override
        public List<Shard> shards() {
            at("shards");
            return stream.shards();
        }

        @Override
        public String iterator(String shardId, StartAt startAt) {
            report("iterator " + shardId + " " + startAt.getClass().getSimpleName()
                    + (startAt instanceof StartAt.After after ? " " + after.sequence() : ""));
            return stream.iterator(shardId, startAt);
        }

        @Override
        public ShardRead read(String iterator, int limit) {
            at("read");
            ShardRead read = stream.read(iterator, limit);
            if (!read.records().isEmpty()) {
                at("after read");
            }
            return read;
        }

        @Override
        public @Nullable Duration retention() {
            return stream.retention();
        }

        @Override
        public boolean holds(String shardId, String sequence) {
            return stream.holds(shardId, sequence);
        }

        @Override
        public @Nullable String take(ShardBatch batch) {
            String shard = batch.lease().shardId();
            List<String> sequences =
                    batch.records().stream().map(StreamRecord::sequence).toList();
            if (!sequences.isEmpty() || batch.ending() != Ending.NONE) {
                at("batch");
                report("batch " + shard + " " + sequences
                        + (batch.ending() == Ending.NONE ? "" : " " + batch.ending()));
            }
            List<String> buffer = buffers.computeIfAbsent(shard, none -> new ArrayList<>());
            buffer.addAll(sequences);
            int keep = batch.ending() == Ending.NONE ? heldBack : Math.max(0, buffer.size() - durablePerEnding);
            @Nullable String durable = buffer.size() > keep ? buffer.get(buffer.size() - keep - 1) : null;
            buffer.subList(0, Math.max(0, buffer.size() - keep)).clear();
            if (!sequences.isEmpty()) {
                at("after batch");
            }
            return durable;
        }

        @Override
        public void lost(Lease lease) {
            buffers.remove(lease.shardId());
            report("forgets " + lease.shardId());
        }

        @Override
        public List<Lease> all() {
            at("leases");
            return table.all();
        }

        @Override
        public void add(Shard shard) {
            table.add(shard);
        }

        @Override
        public Optional<Lease> take(Lease seen, String owner) {
            Optional<Lease> taken = table.take(seen, owner);
            taken.ifPresent(lease -> report("takes " + lease.shardId() + " #" + lease.epoch()));
            return taken;
        }

        @Override
        public Optional<Lease> renew(Lease held) {
            at("renew");
            return table.renew(held);
        }

        @Override
        public Optional<Lease> checkpoint(Lease held, @Nullable String sequence, boolean finished) {
            at("checkpoint");
            Optional<Lease> saved = table.checkpoint(held, sequence, finished);
            report("checkpoint " + held.shardId() + " " + sequence + (finished ? " finished" : "")
                    + (saved.isPresent() ? "" : " refused"));
            return saved;
        }

        @Override
        public void release(Lease held) {
            table.release(held);
            report("releases " + held.shardId());
        }

        @Override
        public void beat(String instance) {
            table.beat(instance);
        }

        @Override
        public void leave(String instance) {
            table.leave(instance);
            report("leaves");
        }

        @Override
        public List<Beat> beats() {
            return table.beats();
        }

        @Override
        public void failed(Failure failure) {
            failures.add(failure);
            report("fails " + failure.shardId() + " " + failure.kind());
        }

        @Override
        public void gap(Gap gap) {
            report("gap " + gap.shardId() + (gap.accepted() ? " accepted" : ""));
        }

        @Override
        public void bug(Throwable cause) {
            report("bug " + cause.getMessage());
        }
    }

    private static FailureKind kindOf(Throwable failure) {
        return failure instanceof StreamFailure known ? known.kind() : FailureKind.BUG;
    }

    static List<String> about(List<String> effects, String word) {
        return effects.stream().filter(effect -> effect.contains(word)).collect(Collectors.toList());
    }
}
