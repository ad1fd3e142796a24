package io.orderlake.launcher.fleet;

import java.net.URI;
import java.nio.file.Path;
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
 */
public record FleetPlan(
        Path home,
        Path folder,
        Aws aws,
        String profile,
        @Nullable Path tables,
        Lifespan lifespan,
        List<Extra> extra) {

    /** Where AWS is. */
    public sealed interface Aws {
        /** Three processes of ours on this machine. */
        record Local() implements Aws {}

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
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** The generator's journal. */
    public Path journal() {
        return folder.resolve("journal.jsonl");
    }
}
