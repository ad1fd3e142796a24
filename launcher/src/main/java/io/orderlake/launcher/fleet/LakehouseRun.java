package io.orderlake.launcher.fleet;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job of the lakehouse, run once to its end beside a running fleet, whose own rounds wait meanwhile. */
public final class LakehouseRun {

    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Path home;
    private final Path folder;
    private final ConsoleProgress progress;

    /**
     * @param home the checkout whose job runs
     * @param folder of the fleet's state
     */
    public LakehouseRun(Path home, Path folder, ConsoleProgress progress) {
        this.home = home;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * The lines that it printed; its failure is an error that shows the end of its log.
     *
     * @param name of its log
     * @param what it does, for whoever waits
     */
    public List<String> run(String name, String what, FleetState fleet, List<String> options) {
        String tables = fleet.tables();
        var at = new LakehouseProcess.JobContext(home, folder, fleet.endpoints().catalogProperties(), tables(tables));
        LakehouseProcess job = LakehouseProcess.start(name, LakehouseApp.of(home), at, options);
        Thread interrupted = new Thread(job::kill, "stop-" + name);
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            while (job.alive()) {
                progress.live(what + " … " + job.age().toSeconds() + " s");
                Sleep.untilNextPoll();
            }
            job.awaitEnd(END_LIMIT);
        } finally {
            removed(interrupted);
        }
        if (!job.succeeded()) {
            throw new UserError(what + " failed; its log " + job.log() + " ends with\n" + job.logTail());
        }
        return job.printed();
    }

    private static @Nullable Path tables(@Nullable String file) {
        return file == null ? null : Path.of(file);
    }

    private static void removed(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // Then it runs, which is right.
            return;
        }
    }
}
