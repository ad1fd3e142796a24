package io.orderlake.simulation.fleet;

import io.orderlake.simulation.aws.Calls;
import io.orderlake.simulation.fault.FaultyCalls;
import io.orderlake.simulation.kernel.Instance;
import io.orderlake.stream.Leases;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.aws.AwsFailures;
import io.orderlake.stream.read.ReaderDependencies;
import io.orderlake.stream.read.ShardReader;

/** The environment of a member: its process, AWS and settings. */
public record MemberContext(
        Instance instance,
        FaultyCalls wire,
        Aws aws,
        FleetSettings settings,
        FleetSettings.Gaps gaps,
        FleetStatus status,
        Parts parts) {

    Calls calls() {
        return wire;
    }

    ShardReader reader(ShardSource source, Leases leases, ShardProcessor processor) {
        ReaderDependencies dependencies =
                new ReaderDependencies(instance.name(), instance, instance, AwsFailures::kindOf, status.of(instance));
        return new ShardReader(
                parts.source(source), leases, parts.processor(processor), settings.reader(gaps), dependencies);
    }
}
