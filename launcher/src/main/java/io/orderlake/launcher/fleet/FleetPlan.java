package io.orderlake.launcher.fleet;

import io.orderlake.localaws.LocalAwsProgram;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet consists of and how it runs.
 *
 * @param home the checkout that contains the built jars
 * @param folder the folder for its state, its logs and the file {@code fleet.json}
 * @param aws the AWS that it uses
 * @param profile the active Spring profiles; empty means none
 * @param tables the user's own {@code tables.yml}; null means the orders table that comes with Orderlake
 * @param lifespan whether the fleet runs once or is started again and again
 * @param extra settings of single services that differ from the defaults
 * @param instances the number of instances of each service that can share its work; the other services have one
 * @param silverEvery the interval at which Spark updates silver and gold; null means no Spark
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

    /** The AWS that a fleet uses. */
    public sealed interface Aws {
        /** Four processes of ours on this machine; the program serves Kinesis. */
        record Local(LocalAwsProgram program) implements Aws {
            public Local() {
                this(LocalAwsProgram.PRODUCT);
            }
        }

        /** One endpoint for all of AWS, such as LocalStack. */
        record At(URI endpoint) implements Aws {}

        /** Real AWS. */
        record Real() implements Aws {}
    }

    /** Whether a fleet runs once or is started again and again. */
    public enum Lifespan {
        /** A demo: tables in memory, and any free ports, so that fleets that start at the same time do not collide. */
        ONCE,
        /** A fleet that is left running and started again: all state on disk, and the documented ports if they are free. */
        LASTING
    }

    /** A setting of one service. */
    public record Extra(FleetService service, String setting) {}

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

    /** This plan with one more setting. */
    FleetPlan with(Extra setting) {
        List<Extra> more = new ArrayList<>(extra);
        more.add(setting);
        return new FleetPlan(home, folder, aws, profile, tables, lifespan, more, instances, silverEvery);
    }

    /** This plan with silver and gold, updated at this interval; null means without them. */
    public FleetPlan withSilver(@Nullable Duration every) {
        return new FleetPlan(home, folder, aws, profile, tables, lifespan, extra, instances, every);
    }

    int instancesOf(FleetService service) {
        return service.sharesWork() ? instances : 1;
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** The file into which the generator writes its journal. */
    public Path journal() {
        return folder.resolve("journal.jsonl");
    }
}
