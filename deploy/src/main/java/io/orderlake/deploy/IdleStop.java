package io.orderlake.deploy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.SfnStateMachine;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.JsonPath;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.Parallel;
import software.amazon.awscdk.services.stepfunctions.RetryProps;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.tasks.CallAwsService;

/**
 * Stops the fleet after hours without a write to the orders table or a request, and starts it at the next one. AWS measures
 * both without the fleet. The table's stream keeps changes of the meantime for a day.
 *
 * <pre>
 *   alarm "idle" --ALARM--> tasks := 0
 *                --OK-----> tasks := 1
 * </pre>
 */
final class IdleStop {

    static final String ALARM = "orderlake-idle";

    private static final Duration PERIOD = Duration.minutes(5);
    private static final int PERIODS_PER_HOUR = 12;

    private final Stack stack;

    IdleStop(
            Stack stack,
            Map<DeployedService, FargateService> services,
            WriterBalancer balancer,
            DataStack data,
            int idleHours) {
        this.stack = stack;
        StateMachine resize = resize(services);
        Alarm idle = idle(balancer, data, idleHours);
        on(idle, "ALARM", resize, 0);
        on(idle, "OK", resize, 1);
    }

    private Alarm idle(WriterBalancer balancer, DataStack data, int hours) {
        return Alarm.Builder.create(stack, "Idle")
                .alarmName(ALARM)
                .alarmDescription("No write and no request: the fleet stops, and the next one starts it again")
                .metric(MathExpression.Builder.create()
                        .expression("FILL(writes, 0) + FILL(requests, 0) + FILL(refused, 0)")
                        .usingMetrics(new TreeMap<>(Map.of(
                                "writes",
                                data.table(Names.ORDERS)
                                        .metricConsumedWriteCapacityUnits(
                                                software.amazon.awscdk.services.cloudwatch.MetricOptions.builder()
                                                        .statistic("Sum")
                                                        .period(PERIOD)
                                                        .build()),
                                "requests",
                                balancer.requests(PERIOD),
                                "refused",
                                balancer.refused(PERIOD))))
                        .period(PERIOD)
                        .build())
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(hours * PERIODS_PER_HOUR)
                .treatMissingData(TreatMissingData.BREACHING)
                .build();
    }

    private void on(Alarm alarm, String state, StateMachine resize, int tasks) {
        Rule.Builder.create(stack, "Idle-" + state)
                .description("Alarm " + state + ": " + tasks + " tasks of each service")
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.cloudwatch"))
                        .detailType(List.of("CloudWatch Alarm State Change"))
                        .resources(List.of(alarm.getAlarmArn()))
                        .detail(Map.of("state", Map.of("value", List.of(state))))
                        .build())
                .targets(List.of(SfnStateMachine.Builder.create(resize)
                        .input(RuleTargetInput.fromObject(Map.of("tasks", tasks)))
                        .build()))
                .build();
    }

    private StateMachine resize(Map<DeployedService, FargateService> services) {
        Parallel all = Parallel.Builder.create(stack, "Resize").build();
        services.forEach((service, running) -> all.branch(resize(service, running)));
        all.addRetry(RetryProps.builder()
                .maxAttempts(5)
                .interval(Duration.seconds(10))
                .backoffRate(2)
                .build());
        LogGroup logs = LogGroup.Builder.create(stack, "Resizings")
                .logGroupName("/aws/vendedlogs/states/orderlake-resize")
                .retention(RetentionDays.ONE_MONTH)
                .build();
        StateMachine machine = StateMachine.Builder.create(stack, "ResizeFleet")
                .stateMachineName("orderlake-resize")
                .definitionBody(DefinitionBody.fromChainable(all))
                .timeout(Duration.minutes(10))
                .tracingEnabled(true)
                .logs(LogOptions.builder().destination(logs).level(LogLevel.ALL).build())
                .build();
        Reasons.narrowWildcards(machine, "Rights to deliver logs and traces cannot be limited to one resource.");
        return machine;
    }

    private CallAwsService resize(DeployedService service, FargateService running) {
        return CallAwsService.Builder.create(stack, "Resize-" + service.text())
                .service("ecs")
                .action("updateService")
                .iamAction("ecs:UpdateService")
                .iamResources(List.of(running.getServiceArn()))
                .parameters(new TreeMap<>(Map.of(
                        "Cluster",
                        Names.CLUSTER,
                        "Service",
                        service.text(),
                        "DesiredCount",
                        JsonPath.numberAt("$.tasks"))))
                .build();
    }
}
