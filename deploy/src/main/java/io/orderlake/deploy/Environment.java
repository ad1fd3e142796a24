package io.orderlake.deploy;

import java.util.List;
import java.util.Optional;

/**
 * What differs between environments. Each has an account or region of its own, so names are the same in all.
 *
 * @param name as the CDK's context names it
 * @param keepsData whether tables, streams and buckets outlive their stacks, and cannot be deleted by mistake
 * @param idleHours so long without a write or a request, and the fleet stops until there is one; empty for never
 * @param rejectDays how long rejects are kept; empty for ever
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
     * @param natGateways none puts tasks into public subnets, where no connection comes in, and costs nothing by the hour
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
     * @param spot whether tasks may be taken away at two minutes' notice, at a third of the price
     * @param fewest tasks of a service
     * @param most tasks of a service; equal to {@code fewest} for no autoscaling
     * @param lagAlarmMinutes lag that is an alarm
     */
    record Fleet(boolean spot, int fewest, int most, int lagAlarmMinutes) {

        boolean scales() {
            return most > fewest;
        }
    }

    /**
     * Silver and gold.
     *
     * @param everyMinutes pause between the beginnings of two runs
     * @param workers of Glue, G.1X
     * @param coldAfterDays when objects move to intelligent tiering; empty for never
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
