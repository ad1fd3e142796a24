package io.orderlake.deploy;

import java.util.List;
import java.util.Optional;

/**
 * The differences between environments. Each has its own account or region, so all use the same names.
 *
 * @param name the value of the CDK's context {@code environment}
 * @param keepsData whether tables, streams and buckets outlive their stacks, and cannot be deleted by mistake
 * @param idleHours after so many hours without a write or a request the fleet stops until the next one; empty means never
 * @param rejectDays how long rejects are kept; empty means without end
 */
record Environment(
        String name,
        boolean keepsData,
        Optional<Integer> idleHours,
        Optional<Integer> rejectDays,
        Network network,
        Streams streams,
        Fleet fleet,
        Lakehouse lakehouse) {

    static final List<String> NAMES = List.of("dev", "staging", "prod");

    /**
     * Where tasks run.
     *
     * @param natGateways with 0, tasks run in public subnets that accept no connection, which costs nothing by the hour
     * @param interfaceEndpoints whether Kinesis, DynamoDB Streams and logs are reached without a NAT gateway
     */
    record Network(int natGateways, boolean interfaceEndpoints) {}

    /**
     * The Kinesis streams.
     *
     * @param shards provisioned; empty lets Kinesis scale on demand, at about twice the price of what packing needs
     * @param retentionHours how long an outage of the fleet may last
     */
    record Streams(Optional<Integer> shards, int retentionHours) {}

    /**
     * The services.
     *
     * @param spot whether tasks run on Spot: a third of the price, but AWS may stop them at two minutes' notice
     * @param fewest tasks of a service at least
     * @param most tasks of a service at most; equal to {@code fewest} means no autoscaling
     * @param lagAlarmMinutes the lag that raises an alarm
     */
    record Fleet(boolean spot, int fewest, int most, int lagAlarmMinutes) {

        boolean scales() {
            return most > fewest;
        }
    }

    /**
     * Silver and gold.
     *
     * @param everyMinutes time between the starts of two runs
     * @param workers number of Glue workers of type G.1X
     * @param coldAfterDays when objects move to intelligent tiering; empty means never
     */
    record Lakehouse(int everyMinutes, int workers, Optional<Integer> coldAfterDays) {}

    /** @throws IllegalArgumentException where there is no such environment */
    static Environment named(String name) {
        return switch (name) {
            case "dev" ->
                new Environment(
                        name,
                        false,
                        Optional.of(2),
                        Optional.of(30),
                        new Network(0, false),
                        new Streams(Optional.of(1), 24),
                        new Fleet(true, 1, 1, 15),
                        new Lakehouse(60, 2, Optional.empty()));
            case "staging" ->
                new Environment(
                        name,
                        false,
                        Optional.empty(),
                        Optional.of(90),
                        new Network(1, false),
                        new Streams(Optional.of(2), 48),
                        new Fleet(false, 1, 2, 10),
                        new Lakehouse(30, 2, Optional.empty()));
            case "prod" ->
                new Environment(
                        name,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        new Network(2, true),
                        new Streams(Optional.empty(), 168),
                        new Fleet(false, 2, 8, 5),
                        new Lakehouse(15, 5, Optional.of(30)));
            default ->
                throw new IllegalArgumentException("Cannot use environment \"" + name + "\": expected one of " + NAMES);
        };
    }
}
