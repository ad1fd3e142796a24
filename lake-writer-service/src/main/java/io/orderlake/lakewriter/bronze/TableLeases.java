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
 * One committer for each table, by leases as shards have them. They save work; two committers at once harm nothing. For
 * one thread.
 */
public final class TableLeases {

    /** A lease's counter as this instance saw it first, by its own clock. */
    private record Sighting(long epoch, long counter, Instant at) {}

    private final Leases leases;
    private final String me;
    private final Duration expiry;
    private final InstantSource clock;
    private final Map<String, Sighting> sightings = new HashMap<>();
    private final Map<String, Lease> held = new HashMap<>();

    /** @param expiry how long a lease must stand still before another instance takes it */
    public TableLeases(Leases leases, String me, Duration expiry, InstantSource clock) {
        this.leases = leases;
        this.me = me;
        this.expiry = expiry;
        this.clock = clock;
    }

    /** Renews what is held, takes what nobody holds, and tells the tables that are this instance's now. */
    Set<String> mine(Set<String> tables) {
        Map<String, Lease> standing = standing();
        for (String table : tables) {
            if (!standing.containsKey(table)) {
                leases.add(new Shard(table, Set.of()));
                standing = standing();
            }
            if (!held.containsKey(table) || !keep(table)) {
                take(standing.get(table));
            }
        }
        return new TreeSet<>(held.keySet());
    }

    private Map<String, Lease> standing() {
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

    /** Renews the lease of a table; false where it is another's. */
    boolean keep(String table) {
        Lease lease = held.get(table);
        Optional<Lease> renewed = lease == null ? Optional.empty() : leases.renew(lease);
        renewed.ifPresentOrElse(mine -> held.put(table, mine), () -> held.remove(table));
        return renewed.isPresent();
    }

    /** Gives everything up, so that others may take it at once. */
    void release() {
        held.values().forEach(leases::release);
        held.clear();
    }
}
