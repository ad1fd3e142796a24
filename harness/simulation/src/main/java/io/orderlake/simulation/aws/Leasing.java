package io.orderlake.simulation.aws;

import io.orderlake.stream.Lease;
import io.orderlake.stream.Leases.Beat;
import io.orderlake.stream.Shard;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The content of the lease table of one service and stream. */
public final class Leasing {

    private final String stream;
    private final Map<String, Lease> leases = new TreeMap<>();
    private final Map<String, Long> beats = new TreeMap<>();
    private final Set<String> checkpoints = new HashSet<>();

    public Leasing(String stream) {
        this.stream = stream;
    }

    public List<Lease> all() {
        return List.copyOf(leases.values());
    }

    public Optional<Lease> of(String shardId) {
        return Optional.ofNullable(leases.get(shardId));
    }

    /** Whether owner and epoch of the lease are still these: the condition of every guarded write. */
    public boolean isHeld(Lease named) {
        return isHeld(leases.get(named.shardId()), named);
    }

    /**
     * Whether the shard's checkpoint ever had that value. A checkpoint whose call timed out may arrive after later ones and
     * overwrite them; then some records are read again, which harms nothing.
     */
    public boolean wasAt(String shardId, String sequence) {
        return checkpoints.contains(shardId + "@" + sequence);
    }

    /** Takes a lease away from its owner, as an unknown other instance would. */
    public boolean steal(String shardId) {
        Lease now = leases.get(shardId);
        if (now == null || now.owner() == null || now.finished()) {
            return false;
        }
        leases.put(shardId, with(now, null, now.epoch() + 1, now.counter() + 1, now.checkpoint(), false));
        return true;
    }

    void add(Shard shard) {
        leases.putIfAbsent(shard.id(), new Lease(stream, shard.id(), shard.parents(), null, 0, 0, null, false, null));
    }

    Optional<Lease> take(Lease seen, String owner) {
        return change(
                seen,
                now -> Objects.equals(now.owner(), seen.owner())
                        && now.epoch() == seen.epoch()
                        && now.counter() == seen.counter()
                        && !now.finished(),
                now -> with(now, owner, now.epoch() + 1, now.counter() + 1, now.checkpoint(), false));
    }

    Optional<Lease> renew(Lease held) {
        return change(
                held,
                now -> isHeld(now, held),
                now -> with(now, now.owner(), now.epoch(), now.counter() + 1, now.checkpoint(), now.finished())
                        .proven(proven(now, held)));
    }

    Optional<Lease> checkpoint(Lease held, @Nullable String sequence, boolean finished) {
        if (isHeld(held)) {
            checkpoints.add(held.shardId() + "@" + sequence);
        }
        return change(
                held,
                now -> isHeld(now, held),
                now -> with(
                                now,
                                now.owner(),
                                now.epoch(),
                                now.counter(),
                                sequence == null ? now.checkpoint() : sequence,
                                finished)
                        .proven(proven(now, held)));
    }

    Optional<Lease> release(Lease held) {
        return change(
                held,
                now -> isHeld(now, held),
                now -> with(now, null, now.epoch(), now.counter(), now.checkpoint(), now.finished()));
    }

    long beat(String instance) {
        return beats.merge(instance, 1L, Long::sum);
    }

    boolean leave(String instance) {
        return beats.remove(instance) != null;
    }

    List<Beat> beats() {
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

    private static boolean isHeld(@Nullable Lease now, Lease named) {
        return now != null && now.owner() != null && now.owner().equals(named.owner()) && now.epoch() == named.epoch();
    }

    private static @Nullable Instant proven(Lease now, Lease held) {
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
