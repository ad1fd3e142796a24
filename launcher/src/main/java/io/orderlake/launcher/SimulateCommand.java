package io.orderlake.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orderlake simulate}. */
@Command(
        name = "simulate",
        description = "Runs the fleet's own code under simulated faults, and compares source and lake row by row.",
        footer = {
            "",
            "A seed is a history: some dozen writes and some faults, in virtual time, upon AWS in",
            "memory. The same seed is the same history. A failing one is cut down to the shortest",
            "that fails alike and printed as a list of events.",
            "",
            "Exit code 0 if source and lake agree in every history.",
            "",
            "Example: ./orderlake simulate --seeds 1..100000"
        })
final class SimulateCommand implements Callable<Integer> {

    private static final String MODULE = "harness/simulation";

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            defaultValue = "1..1000",
            description = "The seeds to run, both included (default: 1..1000).")
    private String seeds = "1..1000";

    @Option(names = "--json", description = "Print one JSON object on one line; progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--seeds", seeds));
        if (json) {
            arguments.add("--json");
        }
        return new HarnessJar(options.home(), MODULE).run(List.of("-Xmx1g"), arguments);
    }
}
