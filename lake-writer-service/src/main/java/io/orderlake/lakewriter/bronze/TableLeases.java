package io.orderlake.lakewriter.bronze;

import io.orderlake.stream.Lease;
import io.orderlake.stream.Leases;
import io.orderlake.stream.Shard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One committer for each table, by the same kind of leases as shards have. Leases only save work: two committers at once do no
 * harm. For one thread.
 */
public final class TableLeases {

    /** When this instance first saw a lease's counter, by its own clock. */
    private record Sighting(long epoch, long counter, Instant at) {}

    private final Leases leases;
    private final String me;
    private final Duration expiry;
    private final InstantSource clock;
    private final Map<String, Sighting> sightings = new HashMap<>();
    private final Map<String, Lease> held = new HashMap<>();

    /** @param expiry how long a lease must be without renewal before another instance takes it */
    public TableLeases(Leases leases, String me, Duration expiry, InstantSource clock) {
        this.leases = leases;
        this.me = me;
        this.expiry = expiry;
        this.clock = clock;
    }

    /** Renews held leases, takes free ones, and returns the tables that this instance now holds. */
    Set<String> mine(Set<String> tables) {
        Map<String, Lease> current = current();
        for (String table : tables) {
            if (!current.containsKey(table)) {
                leases.add(new Shard(table, Set.of()));
                current = current();
            }
            if (!held.containsKey(table) || !keep(table)) {
                take(current.get(table));
            }
        }
        return new TreeSet<>(held.keySet());
    }

    private Map<String, Lease> current() {
        return leases.all().stream().collect(Collectors.toMap(Lease::shardId, lease -> lease));
    }

    private void take(@Nullable Lease seen) {
        if (seen == null || !isOwnerless(seen)) {
            return;
        }
        leases.take(seen, me).ifPresent(lease -> held.put(lease.shardId(), lease));
    }

    private boolean isOwnerless(Lease lease) {
        Sighting before = sightings.get(lease.shardId());
        if (before == null || before.epoch() != lease.epoch() || before.counter() != lease.counter()) {
            before = new Sighting(lease.epoch(), lease.counter(), clock.instant());
            sightings.put(lease.shardId(), before);
        }
        return lease.owner() == null
                || lease.owner().equals(me)
                || !before.at().plus(expiry).isAfter(clock.instant());
    }

    /** Renews the lease of a table. False where another instance has taken it. */
    boolean keep(String table) {
        Lease lease = held.get(table);
        Optional<Lease> renewed = lease == null ? Optional.empty() : leases.renew(lease);
        renewed.ifPresentOrElse(mine -> held.put(table, mine), () -> held.remove(table));
        return renewed.isPresent();
    }

    /** Releases all leases, so that others may take them at once. */
    void release() {
        held.values().forEach(leases::release);
        held.clear();
    }
}
