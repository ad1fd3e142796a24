package io.orderlake.stream.read;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.Leases;
import io.orderlake.stream.Leases.Beat;
import io.orderlake.stream.Shard;
import io.orderlake.stream.read.ReaderListener.Failure;
import io.orderlake.stream.read.ReaderListener.Gap;
import io.orderlake.stream.read.ReaderListener.RunEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Keeps this instance's leases. One loop renews them. Another lists shards and leases, and takes and releases leases. They are
 * two loops so that a slow listing delays no renewal.
 */
final class LeaseKeeper {

    private final ReaderContext context;
    private final Leases leases;
    private final ReaderSettings settings;
    private final String me;
    private final Map<String, ShardRun> runs = new ConcurrentHashMap<>();
    private final StepLoop renewing;
    private final StepLoop planning;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile boolean discover = true;

    // Used by the planning loop alone.
    private final IdleTimes idleLeases = new IdleTimes();
    private final IdleTimes idleInstances = new IdleTimes();
    private final Set<String> reportedGaps = new HashSet<>();
    private List<Shard> shards = List.of();
    private Instant discoveredAt = Instant.EPOCH;
    private int planFailures;

    // Used by the renewing loop alone.
    private int renewFailures;

    LeaseKeeper(ReaderContext context) {
        this.context = context;
        this.leases = context.leases();
        this.settings = context.settings();
        this.me = context.dependencies().instance();
        this.renewing = new StepLoop(context.dependencies().keeping(), this::renew);
        this.planning = new StepLoop(context.dependencies().keeping(), this::plan);
    }

    void start() {
        renewing.wake();
        planning.wake();
    }

    CompletableFuture<Void> stop() {
        stopping = true;
        planning.wake();
        context.dependencies().keeping().schedule(settings.stopWithin(), this::end);
        return stopped;
    }

    private void end() {
        planning.end();
        renewing.end();
        stopped.complete(null);
    }

    private Duration renew() {
        try {
            for (ShardRun run : runs.values()) {
                leases.renew(run.lease()).ifPresentOrElse(run::renewed, run::lose);
            }
            renewFailures = 0;
        } catch (Throwable failure) {
            failed(failure, ++renewFailures);
        }
        return settings.renewEvery();
    }

    private Duration plan() {
        try {
            Duration next = stopping ? leave() : keep();
            planFailures = 0;
            return next;
        } catch (Throwable failure) {
            discover = true;
            failed(failure, ++planFailures);
            return settings.renewEvery();
        }
    }

    private Duration keep() {
        leases.beat(me);
        List<Lease> all = leases.all();
        discover(all);
        LeasePlan plan = LeasePlan.of(view(all));
        plan.add().forEach(leases::add);
        plan.take().forEach(lease -> leases.take(lease, me).ifPresent(taken -> begin(inheriting(taken, all))));
        plan.release().map(lease -> runs.get(lease.shardId())).ifPresent(ShardRun::leave);
        plan.vanished().forEach(this::gap);
        context.listener().leasesHeld(context.stream(), runs.size());
        Optional.ofNullable(context.source().retention())
                .ifPresent(retention -> context.listener().retention(context.stream(), retention));
        return plan.add().isEmpty() ? settings.renewEvery() : Duration.ZERO;
    }

    private Duration leave() {
        runs.values().stream().filter(run -> !run.leaving()).forEach(ShardRun::leave);
        if (runs.isEmpty()) {
            leases.leave(me);
            end();
        }
        return settings.renewEvery();
    }

    // Lists at once where a shard ended here, because its children may start. Also where a lease's shard is
    // unknown: that is a gap, unless another instance has discovered the shard meanwhile.
    private void discover(List<Lease> all) {
        Instant now = now();
        Set<String> known = shards.stream().map(Shard::id).collect(Collectors.toSet());
        boolean unknown = all.stream().anyMatch(lease -> !lease.finished() && !known.contains(lease.shardId()));
        if (discover || unknown || !now.isBefore(discoveredAt.plus(settings.discoverEvery()))) {
            discover = false;
            shards = context.source().shards();
            discoveredAt = now;
        }
    }

    private LeaseView view(List<Lease> all) {
        Map<String, Object> leaseMarks = all.stream()
                .collect(Collectors.toMap(
                        Lease::shardId,
                        lease -> List.of(Optional.ofNullable(lease.owner()), lease.epoch(), lease.counter())));
        Set<String> leaving = runs.values().stream()
                .filter(ShardRun::leaving)
                .map(run -> run.lease().shardId())
                .collect(Collectors.toSet());
        return new LeaseView(
                me,
                shards,
                all,
                idleLeases.idle(leaseMarks, now()),
                live(),
                runs.keySet(),
                leaving,
                settings.leaseDuration());
    }

    private Set<String> live() {
        Map<String, Long> beats = leases.beats().stream().collect(Collectors.toMap(Beat::instance, Beat::count));
        Set<String> live = new HashSet<>(Set.of(me));
        idleInstances.idle(beats, now()).forEach((instance, idle) -> {
            if (idle.compareTo(settings.leaseDuration()) < 0) {
                live.add(instance);
            }
        });
        return live;
    }

    private void begin(Lease lease) {
        ShardRun run = new ShardRun(context, lease, this::over);
        runs.put(lease.shardId(), run);
        context.listener().started(lease);
        run.start();
    }

    // A shard that was never read is proven as far as its parents are: its records arrived later than theirs.
    private static Lease inheriting(Lease taken, List<Lease> all) {
        if (taken.provenAt() != null) {
            return taken;
        }
        return taken.proven(all.stream()
                .filter(lease -> taken.parents().contains(lease.shardId()))
                .map(Lease::provenAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null));
    }

    private void over(ShardRun run, RunEnd how) {
        runs.remove(run.lease().shardId(), run);
        discover = discover || how == RunEnd.FINISHED;
        planning.wake();
    }

    // Until the gap is accepted, the shard's children wait for a parent that nobody can finish. An accepted gap
    // ends the shard at the second listing without it, never at the first one, which may be incomplete.
    private void gap(Lease lease) {
        boolean accepted = settings.acceptGap();
        if (reportedGaps.add(lease.shardId())) {
            String why = "The shard left the stream before it was read to its end; read through " + lease.checkpoint();
            context.listener().gap(new Gap(context.stream(), lease.shardId(), why, accepted));
        } else if (accepted) {
            Optional.ofNullable(runs.get(lease.shardId())).ifPresent(ShardRun::lose);
            leases.take(lease, me).ifPresent(this::finish);
        }
    }

    private void finish(Lease taken) {
        if (leases.checkpoint(taken, null, true).isPresent()) {
            planning.wake();
        }
    }

    private void failed(Throwable failure, int attempt) {
        FailureKind kind = context.dependencies().kindOf().apply(failure);
        switch (kind) {
            case TRANSIENT, SETUP ->
                context.listener().failed(new Failure(context.stream(), null, kind, attempt, failure));
            case POISON, BUG -> context.listener().bug(failure);
        }
    }

    private Instant now() {
        return context.dependencies().keeping().instant();
    }
}
