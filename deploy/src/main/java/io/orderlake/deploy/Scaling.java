package io.orderlake.deploy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.AdjustmentType;
import software.amazon.awscdk.services.applicationautoscaling.BasicStepScalingPolicyProps;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.applicationautoscaling.ScalingInterval;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;

/** Autoscaling: by lag for services that read shards, by CPU for the order writer. */
final class Scaling {

    private static final int CPU_PERCENT = 60;
    private static final int CAUGHT_UP = 5_000;
    private static final int BEHIND = 30_000;
    private static final int FAR_BEHIND = 300_000;

    private static final FleetMetrics METRICS = FleetMetrics.shipped();

    private Scaling() {}

    static void of(Environment.Fleet fleet, Map<DeployedService, FargateService> services) {
        count(fleet, services, DeployedService.ORDER_WRITER)
                .scaleOnCpuUtilization(
                        "Cpu",
                        CpuUtilizationScalingProps.builder()
                                .targetUtilizationPercent(CPU_PERCENT)
                                .build());
        DeployedService.STREAMING.forEach(
                service -> count(fleet, services, service).scaleOnMetric("Lag", byLag(service)));
    }

    private static ScalableTaskCount count(
            Environment.Fleet fleet, Map<DeployedService, FargateService> services, DeployedService service) {
        return Objects.requireNonNull(services.get(service))
                .autoScaleTaskCount(EnableScalingProps.builder()
                        .minCapacity(fleet.fewest())
                        .maxCapacity(fleet.most())
                        .build());
    }

    private static BasicStepScalingPolicyProps byLag(DeployedService service) {
        return BasicStepScalingPolicyProps.builder()
                .metric(METRICS.of(service, "orderlake.lag").max(Duration.minutes(1)))
                .adjustmentType(AdjustmentType.CHANGE_IN_CAPACITY)
                .scalingSteps(List.of(
                        ScalingInterval.builder().upper(CAUGHT_UP).change(-1).build(),
                        ScalingInterval.builder().lower(BEHIND).change(1).build(),
                        ScalingInterval.builder().lower(FAR_BEHIND).change(2).build()))
                // A new task needs a minute to take over its shards.
                .cooldown(Duration.minutes(3))
                .evaluationPeriods(3)
                .build();
    }
}
