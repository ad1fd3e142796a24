package io.orderlake.deploy;

import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmRule;
import software.amazon.awscdk.services.cloudwatch.AlarmState;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.CompositeAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmRule;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;

/** The alarms. The description of each one explains what it means. */
final class Alarms {

    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration FIVE_MINUTES = Duration.minutes(5);
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int TABLE_STREAM_HOURS = 24;
    private static final int ROUNDS_MINUTES = 30;

    private final Stack stack;
    private final Environment environment;
    private final FleetMetrics metrics;
    private final Topic topic;

    Alarms(Stack stack, Environment environment, FleetMetrics metrics, Topic topic) {
        this.stack = stack;
        this.environment = environment;
        this.metrics = metrics;
        this.topic = topic;
    }

    void add(Tables tables) {
        for (DeployedService service : DeployedService.STREAMING) {
            lag(service);
            nearRetention(service);
            noProgress(service);
            gap(service);
        }
        tables.all().forEach(this::freshness);
        rejects();
        proof();
        differences();
        lakehouse();
    }

    private void gap(DeployedService service) {
        notifying(alarm(
                        "gap-" + service.text(),
                        metrics.of(service, "orderlake.gaps").sum(FIVE_MINUTES))
                .alarmDescription("Retention removed records before they were read;"
                        + " the shard waits until somebody accepts the gap")
                .threshold(0)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
    }

    private void lag(DeployedService service) {
        notifying(alarm(
                        "lag-" + service.text(),
                        metrics.of(service, "orderlake.lag").max(MINUTE))
                .alarmDescription("A shard is far behind, or the service reports no lag at all")
                .threshold(environment.fleet().lagAlarmMinutes() * 60_000)
                .evaluationPeriods(5)
                .treatMissingData(silence()));
    }

    /** After half of the retention an open claim cannot wait much longer. */
    private void nearRetention(DeployedService service) {
        int hours = service == DeployedService.STREAM_RELAY
                ? TABLE_STREAM_HOURS
                : environment.streams().retentionHours();
        notifying(alarm(
                        "near-retention-" + service.text(),
                        metrics.of(service, "orderlake.lag").max(FIVE_MINUTES))
                .alarmDescription("Half of the stream's retention of " + hours
                        + " h has passed for records that are not yet read; after all of it, changes are lost")
                .threshold(hours * HOUR_MILLIS / 2)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
    }

    private void noProgress(DeployedService service) {
        IAlarmRule both = AlarmRule.allOf(
                AlarmRule.fromAlarm(behind(service), AlarmState.ALARM),
                AlarmRule.fromAlarm(still(service), AlarmState.ALARM));
        CompositeAlarm.Builder.create(stack, "no-progress-" + service.text())
                .compositeAlarmName("orderlake-no-progress-" + service.text())
                .alarmDescription("There are records to read, and the service reads none")
                .alarmRule(both)
                .build()
                .addAlarmAction(new SnsAction(topic));
    }

    private Alarm behind(DeployedService service) {
        return alarm(
                        "behind-" + service.text(),
                        metrics.of(service, "orderlake.lag").max(MINUTE))
                .alarmDescription("A shard is more than a minute behind")
                .threshold(60_000)
                .evaluationPeriods(5)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    private Alarm still(DeployedService service) {
        return alarm(
                        "still-" + service.text(),
                        metrics.of(service, "orderlake.records.read").sum(MINUTE))
                .alarmDescription("The service has read nothing for five minutes")
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(5)
                .treatMissingData(TreatMissingData.BREACHING)
                .build();
    }

    private void freshness(TableSpec table) {
        IMetric slowest = metrics.of(DeployedService.LAKE_WRITER, "orderlake.freshness.percentile")
                .max(FIVE_MINUTES, Map.of("table", table.name(), "phi", "0.99"));
        notifying(alarm("freshness-" + table.name(), slowest)
                .alarmDescription("One of a hundred changes of " + table.name() + " takes too long to land")
                .threshold(environment.fleet().lagAlarmMinutes() * 60_000)
                .evaluationPeriods(3)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
    }

    private void rejects() {
        notifying(alarm(
                        "rejects",
                        metrics.of(DeployedService.LAKE_WRITER, "orderlake.changes.rejected")
                                .sum(FIVE_MINUTES))
                .alarmDescription("Changes could not be processed; the named query rejects-by-reason shows why")
                .threshold(0)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
    }

    private void proof() {
        notifying(alarm(
                        "verified-behind",
                        metrics.of(DeployedService.LAKE_VERIFIER, "orderlake.verified.lag")
                                .max(FIVE_MINUTES))
                .alarmDescription("The point up to which source and lake are proven to agree falls behind")
                .threshold(ROUNDS_MINUTES * 60)
                .evaluationPeriods(3)
                .treatMissingData(silence()));
    }

    private void differences() {
        notifying(alarm(
                        "differences",
                        metrics.of(DeployedService.LAKE_VERIFIER, "orderlake.verified.differences")
                                .max(MINUTE))
                .alarmDescription("Source and lake differ")
                .threshold(0)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
    }

    private void lakehouse() {
        notifying(alarm("lakehouse-failed", runs("ExecutionsFailed", FIVE_MINUTES))
                .alarmDescription("A run of silver and gold failed three times")
                .threshold(0)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
        notifying(alarm("lakehouse-stale", runs("ExecutionsSucceeded", Duration.hours(1)))
                .alarmDescription("No run of silver and gold has succeeded for six hours")
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(6)
                .treatMissingData(TreatMissingData.BREACHING));
    }

    private Metric runs(String name, Duration period) {
        return Metric.Builder.create()
                .namespace("AWS/States")
                .metricName(name)
                .dimensionsMap(Map.of(
                        "StateMachineArn", StackArns.colon(stack, "states", "stateMachine", Names.STATE_MACHINE)))
                .statistic("Sum")
                .period(period)
                .build();
    }

    /** A fleet that stops itself when idle may report nothing. */
    private TreatMissingData silence() {
        return environment.idleHours().isPresent() ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING;
    }

    private Alarm.Builder alarm(String name, IMetric metric) {
        return Alarm.Builder.create(stack, name)
                .alarmName("orderlake-" + name)
                .metric(metric)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(1);
    }

    private void notifying(Alarm.Builder alarm) {
        Alarm made = alarm.build();
        made.addAlarmAction(new SnsAction(topic));
        made.addOkAction(new SnsAction(topic));
    }
}
