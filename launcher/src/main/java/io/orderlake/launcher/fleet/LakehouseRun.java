package io.orderlake.launcher.fleet;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.LakehouseProcess.JobContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a lakehouse job once while a fleet is running; the fleet's own jobs wait until it has ended. */
public final class LakehouseRun {

    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Path home;
    private final Path folder;
    private final ConsoleProgress progress;

    /**
     * @param home the checkout that contains the built job
     * @param folder the folder of the fleet's state
     */
    public LakehouseRun(Path home, Path folder, ConsoleProgress progress) {
        this.home = home;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Runs the job and returns the lines that it printed. If the job fails, the error shows the end of its log.
     *
     * @param name the name of its log
     * @param what what the job does, as shown to the waiting user
     */
    public List<String> run(String name, String what, FleetState fleet, List<String> options) {
        JobContext context =
                new JobContext(home, folder, fleet.endpoints().catalogProperties(), tables(fleet.tables()));
        LakehouseProcess job = LakehouseProcess.start(name, LakehouseApp.of(home), context, options);
        Thread stop = new Thread(job::kill, "stop-" + name);
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            await(job, what);
        } finally {
            remove(stop);
        }
        if (!job.succeeded()) {
            throw new UserError(what + " failed; its log " + job.log() + " ends with\n" + job.logTail());
        }
        return job.printed();
    }

    private void await(LakehouseProcess job, String what) {
        while (job.alive()) {
            progress.live(what + " … " + job.age().toSeconds() + " s");
            Sleep.untilNextPoll();
        }
        job.awaitEnd(END_LIMIT);
    }

    private static @Nullable Path tables(@Nullable String file) {
        return file == null ? null : Path.of(file);
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The JVM is shutting down, so the hook runs: it stops the job as intended.
            return;
        }
    }
}
