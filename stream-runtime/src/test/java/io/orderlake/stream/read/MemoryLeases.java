package io.orderlake.stream.read;

import io.orderlake.stream.Lease;
import io.orderlake.stream.Leases;
import io.orderlake.stream.Shard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Leases in memory, for tests; several readers may share them. */
public final class MemoryLeases implements Leases {

    private final String stream;
    private final Map<String, Lease> leases = new TreeMap<>();
    private final Map<String, Long> beats = new TreeMap<>();

    public MemoryLeases(String stream) {
        this.stream = stream;
    }

    @Override
    public synchronized List<Lease> all() {
        return List.copyOf(leases.values());
    }

    @Override
    public synchronized void add(Shard shard) {
        leases.putIfAbsent(shard.id(), new Lease(stream, shard.id(), shard.parents(), null, 0, 0, null, false, null));
    }

    @Override
    public synchronized Optional<Lease> take(Lease seen, String owner) {
        return change(
                seen,
                now -> Objects.equals(now.owner(), seen.owner())
                        && now.epoch() == seen.epoch()
                        && now.counter() == seen.counter()
                        && !now.finished(),
                now -> with(now, owner, now.epoch() + 1, now.counter() + 1, now.checkpoint(), false));
    }

    @Override
    public synchronized Optional<Lease> renew(Lease held) {
        return change(
                held,
                now -> stillHeld(now, held),
                now -> with(now, now.owner(), now.epoch(), now.counter() + 1, now.checkpoint(), now.finished())
                        .proven(newer(now, held)));
    }

    @Override
    public synchronized Optional<Lease> checkpoint(Lease held, @Nullable String sequence, boolean finished) {
        return change(
                held,
                now -> stillHeld(now, held),
                now -> with(
                                now,
                                now.owner(),
                                now.epoch(),
                                now.counter(),
                                sequence == null ? now.checkpoint() : sequence,
                                finished)
                        .proven(newer(now, held)));
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored")
    public synchronized void release(Lease held) {
        var unused = change(
                held,
                now -> stillHeld(now, held),
                now -> with(now, null, now.epoch(), now.counter(), now.checkpoint(), now.finished()));
    }

    @Override
    public synchronized void beat(String instance) {
        beats.merge(instance, 1L, Long::sum);
    }

    @Override
    public synchronized void leave(String instance) {
        beats.remove(instance);
    }

    @Override
    public synchronized List<Beat> beats() {
        return beats.entrySet().stream()
                .map(beat -> new Beat(beat.getKey(), beat.getValue()))
                .toList();
    }

    private Optional<Lease> change(Lease named, Predicate<Lease> condition, UnaryOperator<Lease> change) {
        Lease now = leases.get(named.shardId());
        if (now == null || !condition.test(now)) {
            return Optional.empty();
        }
        Lease changed = change.apply(now);
        leases.put(named.shardId(), changed);
        return Optional.of(changed);
    }

    private static boolean stillHeld(Lease now, Lease held) {
        return held.owner() != null && held.owner().equals(now.owner()) && now.epoch() == held.epoch();
    }

    private static @Nullable Instant newer(Lease now, Lease held) {
        return held.provenAt() == null ? now.provenAt() : held.provenAt();
    }

    private static Lease with(
            Lease lease,
            @Nullable String owner,
            long epoch,
            long counter,
            @Nullable String checkpoint,
            boolean finished) {
        return new Lease(
                lease.stream(),
                lease.shardId(),
                lease.parents(),
                owner,
                epoch,
                counter,
                checkpoint,
                finished,
                lease.provenAt());
    }
}
