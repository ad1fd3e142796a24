package io.orderlake.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orderlake chaos}. */
@Command(
        name = "chaos",
        description =
                "Runs the fleet, two instances of each streaming service, on fresh state under load while processes are"
                        + " killed and frozen, calls of AWS fail, streams are split and merged and every instance is restarted;"
                        + " then compares source and lake row by row, and stops everything.",
        footer = {
            "",
            "The same seed gives the same schedule of faults, not the same timing.",
            "It needs a POSIX shell, 13 JVMs and about 2 GB of memory; 5 minutes take about 7.",
            "",
            "Exit code 0 only if nothing is missing, duplicated, stale, extra, out of order or",
            "rejected after the redrive, and no process ended by itself."
        })
final class ChaosCommand implements Callable<Integer> {

    private static final String MODULE = "harness/chaos";
    private static final List<String> JVM_FLAGS = List.of("-XX:TieredStopAtLevel=1", "-Xss512k", "-Xmx384m");
    private static final int MAX_MINUTES = 24 * 60;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "5", description = "How long (default: 5).")
    private int minutes;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Decides the faults (default: 1).")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20",
            description = "New orders a second; updates and deletes come on top (default: 20).")
    private double rate;

    @Option(names = "--json", description = "Print one JSON object on one line; progress goes to standard error.")
    private boolean json;

    @Option(names = "--keep", description = "Keep state and logs, and say where they are.")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (minutes < 1 || minutes > MAX_MINUTES || !(rate > 0)) {
            throw options.usageError(
                    "Cannot run chaos: expected --minutes from 1 to " + MAX_MINUTES + " and --rate above 0");
        }
        if (options.isAwsProfile()) {
            throw new UserError("chaos does not run under profile aws, because it breaks what it runs on");
        }
        Path folder = options.state().resolve("chaos-" + ProcessHandle.current().pid());
        List<String> arguments = new ArrayList<>(
                List.of("--folder=" + folder, "--minutes=" + minutes, "--seed=" + seed, "--rate=" + rate));
        if (json) {
            arguments.add("--json");
        }
        if (keep) {
            arguments.add("--keep");
        }
        return new HarnessJar(options.home(), MODULE).run(JVM_FLAGS, arguments);
    }
}
