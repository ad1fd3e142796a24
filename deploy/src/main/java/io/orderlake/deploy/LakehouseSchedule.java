package io.orderlake.deploy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.StepFunctionsStartExecution;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.stepfunctions.CatchProps;
import software.amazon.awscdk.services.stepfunctions.Choice;
import software.amazon.awscdk.services.stepfunctions.Condition;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.Fail;
import software.amazon.awscdk.services.stepfunctions.IChainable;
import software.amazon.awscdk.services.stepfunctions.IntegrationPattern;
import software.amazon.awscdk.services.stepfunctions.JsonPath;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.RetryProps;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.Succeed;
import software.amazon.awscdk.services.stepfunctions.TaskInput;
import software.amazon.awscdk.services.stepfunctions.tasks.CallAwsService;
import software.amazon.awscdk.services.stepfunctions.tasks.GlueStartJobRun;
import software.amazon.awscdk.services.stepfunctions.tasks.SnsPublish;

/**
 * When the jobs run, and what happens to a run that fails.
 *
 * <pre>
 *   [idle? --> done] --> run --> done
 *                        | |
 *                        | +-- another run is active: wait for it
 *                        +---- failed: two retries, then notify and fail
 * </pre>
 *
 * <p>Maps that become text are sorted, so that each synthesis gives the same template.
 */
final class LakehouseSchedule {

    private final Stack stack;
    private final Topic alarms;

    private LakehouseSchedule(Stack stack, Topic alarms) {
        this.stack = stack;
        this.alarms = alarms;
    }

    static void of(Stack stack, Environment environment, GlueLakehouseJob job, Topic alarms, Key key) {
        LakehouseSchedule schedule = new LakehouseSchedule(stack, alarms);
        IChainable run = schedule.run(job);
        StateMachine machine = schedule.machine(environment.idleHours().isPresent() ? schedule.unlessIdle(run) : run);
        machine.addToRolePolicy(DataKey.through(stack, key, "sns", "kms:Decrypt", "kms:GenerateDataKey"));
        schedule.every(
                "Refresh",
                ScheduleExpression.rate(Duration.minutes(environment.lakehouse().everyMinutes())),
                machine,
                job.options("silver,gold"));
        schedule.every("Upkeep", ScheduleExpression.expression("cron(40 3 * * ? *)"), machine, job.options("upkeep"));
    }

    private GlueStartJobRun run(GlueLakehouseJob job) {
        GlueStartJobRun run = GlueStartJobRun.Builder.create(stack, "Run")
                .glueJobName(job.name())
                .integrationPattern(IntegrationPattern.RUN_JOB)
                .arguments(TaskInput.fromObject(Map.of(GlueLakehouseJob.OPTIONS, JsonPath.stringAt("$.options"))))
                .resultPath(JsonPath.DISCARD)
                .build();
        run.addRetry(retry("Glue.ConcurrentRunsExceededException", 1.5, 8));
        run.addRetry(retry("States.ALL", 2, 2));
        run.addCatch(
                notification().next(failure()),
                CatchProps.builder()
                        .errors(List.of("States.ALL"))
                        .resultPath("$.failure")
                        .build());
        return run;
    }

    private static RetryProps retry(String error, double backoff, int attempts) {
        return RetryProps.builder()
                .errors(List.of(error))
                .interval(Duration.minutes(1))
                .backoffRate(backoff)
                .maxAttempts(attempts)
                .build();
    }

    private Fail failure() {
        return Fail.Builder.create(stack, "Failed")
                .error("LakehouseRunFailed")
                .cause("The Glue job failed three times; its log shows why")
                .build();
    }

    private SnsPublish notification() {
        return SnsPublish.Builder.create(stack, "Notify")
                .topic(alarms)
                .subject("Orderlake: a run of the lakehouse failed")
                .message(TaskInput.fromObject(new TreeMap<>(Map.of(
                        "options", JsonPath.stringAt("$.options"),
                        "error", JsonPath.stringAt("$.failure.Error"),
                        "cause", JsonPath.stringAt("$.failure.Cause"),
                        "execution", JsonPath.stringAt("$$.Execution.Id")))))
                .resultPath(JsonPath.DISCARD)
                .build();
    }

    /** A stopped fleet writes nothing new, and each run costs at least the start of Spark. */
    private IChainable unlessIdle(IChainable run) {
        CallAwsService idle = CallAwsService.Builder.create(stack, "Check the alarm")
                .service("cloudwatch")
                .action("describeAlarms")
                .iamAction("cloudwatch:DescribeAlarms")
                .iamResources(List.of(StackArns.colon(stack, "cloudwatch", "alarm", IdleStop.ALARM)))
                .parameters(new TreeMap<>(Map.of("AlarmNames", List.of(IdleStop.ALARM), "StateValue", "ALARM")))
                .resultPath("$.idle")
                .build();
        return idle.next(Choice.Builder.create(stack, "Idle?")
                .build()
                .when(
                        Condition.isPresent("$.idle.MetricAlarms[0]"),
                        Succeed.Builder.create(stack, "Nothing to do").build())
                .otherwise(run));
    }

    private StateMachine machine(IChainable states) {
        LogGroup logs = logs();
        StateMachine machine = StateMachine.Builder.create(stack, "Schedule")
                .stateMachineName(Names.STATE_MACHINE)
                .definitionBody(DefinitionBody.fromChainable(states))
                .timeout(Duration.hours(8))
                .tracingEnabled(true)
                .logs(LogOptions.builder().destination(logs).level(LogLevel.ALL).build())
                .build();
        Reasons.narrowWildcards(machine, "Rights to deliver logs and traces cannot be limited to one resource.");
        return machine;
    }

    private LogGroup logs() {
        return LogGroup.Builder.create(stack, "Runs")
                .logGroupName("/aws/vendedlogs/states/" + Names.STATE_MACHINE)
                .retention(RetentionDays.ONE_MONTH)
                .build();
    }

    private void every(String name, ScheduleExpression when, StateMachine machine, String options) {
        Schedule.Builder.create(stack, name)
                .scheduleName("orderlake-" + name.toLowerCase(java.util.Locale.ROOT))
                .schedule(when)
                .target(StepFunctionsStartExecution.Builder.create(machine)
                        .input(ScheduleTargetInput.fromObject(Map.of("options", options)))
                        .retryAttempts(3)
                        .build())
                .build();
    }
}
