package io.orderlake.simulation.history;

import io.orderlake.contract.Partitioning;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.simulation.aws.SimulatedLedger.Done;
import io.orderlake.simulation.aws.StreamShard;
import io.orderlake.simulation.aws.StreamShard.Entry;
import io.orderlake.simulation.fleet.Aws;
import io.orderlake.simulation.oracle.Evidence;
import io.orderlake.simulation.oracle.Evidence.ClaimSeen;
import io.orderlake.simulation.oracle.Evidence.ObjectSeen;
import io.orderlake.simulation.oracle.Evidence.ShardSeen;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what the oracle compares, in the types of the oracle, so that it needs none of the pipeline. */
final class EvidenceCollector {

    private final World world;
    private final SourceTable source;

    EvidenceCollector(World world, SourceTable source) {
        this.world = world;
        this.source = source;
    }

    Evidence evidence(boolean allRedriven) {
        Aws aws = world.aws;
        return new Evidence(
                List.copyOf(source.committed()),
                Map.copyOf(aws.register().epochs()),
                aws.bucket().content(),
                aws.claims().done().stream().map(this::seen).toList(),
                aws.stream(Aws.EVENTS).shards().stream().map(this::seen).toList(),
                Set.copyOf(aws.register().redriven()),
                Set.copyOf(world.status.gaps()),
                Map.copyOf(world.trimmedChanges.shards()),
                allRedriven);
    }

    private ShardSeen seen(StreamShard shard) {
        boolean reported = world.trimmedChanges.reporting(world.aws.stream(Aws.EVENTS), shard).stream()
                .anyMatch(world.status.gaps()::contains);
        return new ShardSeen(
                shard.id(), shard.entries().stream().map(Entry::sequence).toList(), reported ? shard.trimmed() : 0);
    }

    private ClaimSeen seen(Done done) {
        Plan plan = world.aws.claims().plan(done.claim().plan());
        boolean byStatus =
                plan.tables().stream().anyMatch(table -> table.partitioning().scheme() == Partitioning.Scheme.VALUE);
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
