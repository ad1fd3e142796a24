package io.orderlake.launcher.fleet;

import io.orderlake.localaws.LocalAwsProgram;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a fleet is to run.
 *
 * @param home the checkout whose jars run
 * @param folder where its state, logs and file {@code fleet.json} go
 * @param aws where AWS is
 * @param profile active Spring profile; empty means none
 * @param tables the user's own {@code tables.yml}; absent means the shipped one
 * @param lifespan what the fleet is for
 * @param extra settings beyond the defaults, by service
 * @param instances how many of each service that shares its work; of the others there is one
 * @param silverEvery how often Spark brings silver and gold up to date; absent means no Spark
 */
public record FleetPlan(
        Path home,
        Path folder,
        Aws aws,
        String profile,
        @Nullable Path tables,
        Lifespan lifespan,
        List<Extra> extra,
        int instances,
        @Nullable Duration silverEvery) {

    /** Where AWS is. */
    public sealed interface Aws {
        /** Four processes of ours on this machine; the program serves Kinesis. */
        record Local(LocalAwsProgram program) implements Aws {
            public Local() {
                this(LocalAwsProgram.PRODUCT);
            }
        }

        /** An endpoint for everything, LocalStack or the like. */
        record At(URI endpoint) implements Aws {}

        /** AWS itself. */
        record Real() implements Aws {}
    }

    /** What a fleet is for. */
    public enum Lifespan {
        /** A demo: any ports, so that fleets that start at the same time do not meet, and tables in memory. */
        ONCE,
        /** Left running and started again: the documented ports where they are free, and all state on disk. */
        LASTING
    }

    /** A setting of one service. */
    public record Extra(Service service, String setting) {}

    public FleetPlan {
        extra = List.copyOf(extra);
        if (instances < 1) {
            throw new IllegalArgumentException(
                    "Cannot plan a fleet: expected 1 or more instances but was " + instances);
        }
    }

    /** Without silver and gold. */
    public FleetPlan(
            Path home,
            Path folder,
            Aws aws,
            String profile,
            @Nullable Path tables,
            Lifespan lifespan,
            List<Extra> extra,
            int instances) {
        this(home, folder, aws, profile, tables, lifespan, extra, instances, null);
    }

    /** With one instance of each service. */
    public FleetPlan(
            Path home,
            Path folder,
            Aws aws,
            String profile,
            @Nullable Path tables,
            Lifespan lifespan,
            List<Extra> extra) {
        this(home, folder, aws, profile, tables, lifespan, extra, 1);
    }

    /** The same with one more setting. */
    FleetPlan with(Extra setting) {
        List<Extra> more = new ArrayList<>(extra);
        more.add(setting);
        return new FleetPlan(home, folder, aws, profile, tables, lifespan, more, instances, silverEvery);
    }

    /** The same with silver and gold, brought up to date so often; absent: without. */
    public FleetPlan withSilver(@Nullable Duration every) {
        return new FleetPlan(home, folder, aws, profile, tables, lifespan, extra, instances, every);
    }

    int instancesOf(Service service) {
        return service.sharesWork() ? instances : 1;
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** The generator's journal. */
    public Path journal() {
        return folder.resolve("journal.jsonl");
    }
}
