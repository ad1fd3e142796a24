package io.orderlake.simulation.history;

import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.contract.Partitioning;
import io.orderlake.simulation.aws.ClaimLog.Done;
import io.orderlake.simulation.aws.Stream;
import io.orderlake.simulation.aws.StreamShard;
import io.orderlake.simulation.aws.StreamShard.Entry;
import io.orderlake.simulation.fleet.Aws;
import io.orderlake.simulation.oracle.Committed;
import io.orderlake.simulation.oracle.Evidence;
import io.orderlake.simulation.oracle.Evidence.ClaimSeen;
import io.orderlake.simulation.oracle.Evidence.ObjectSeen;
import io.orderlake.simulation.oracle.Evidence.ShardSeen;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells the oracle what it may know, in words of its own. */
final class Witness {

    private final World world;
    private final Source source;

    Witness(World world, Source source) {
        this.world = world;
        this.source = source;
    }

    Evidence evidence(boolean allRedriven) {
        Aws aws = world.aws;
        return new Evidence(
                List.copyOf(source.committed()),
                Map.copyOf(aws.register().epochs()),
                aws.bucket().content(),
                aws.claims().done().stream().map(Witness::seen).toList(),
                aws.stream(Aws.EVENTS).shards().stream().map(Witness::seen).toList(),
                Set.copyOf(aws.register().redriven()),
                Set.copyOf(world.watch.gaps()),
                trimmed(),
                allRedriven);
    }

    private Set<String> trimmed() {
        Map<String, String> eventIds = new HashMap<>();
        for (Committed change : source.committed()) {
            eventIds.put(change.stream() + change.sequence(), change.eventId());
        }
        Set<String> trimmed = new HashSet<>();
        for (Stream stream : world.aws.sources()) {
            for (StreamShard shard : stream.shards()) {
                shard.entries()
                        .subList(0, shard.trimmed())
                        .forEach(entry -> trimmed.add(eventIds.get(stream.name() + entry.sequence())));
            }
        }
        return trimmed;
    }

    private static ShardSeen seen(StreamShard shard) {
        return new ShardSeen(
                shard.id(), shard.entries().stream().map(Entry::sequence).toList());
    }

    private static ClaimSeen seen(Done done) {
        Plan plan = done.plan();
        boolean byStatus = plan.tables().stream()
                .anyMatch(table -> table.partitioning().scheme() == Partitioning.Scheme.VALUE);
        return new ClaimSeen(
                done.shardId(),
                done.claim().number(),
                done.claim().firstSequence(),
                done.claim().lastSequence(),
                done.claim().rows(),
                plan.formats(),
                byStatus,
                done.landed().objects().stream()
                        .map(object -> new ObjectSeen(object.key(), object.rows(), object.length(), object.sha256()))
                        .toList());
    }
}
