package io.orderlake.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
        Path target = options.home().resolve(MODULE).resolve("target");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(
                List.of(java, "-XX:+UseSerialGC", "-Xmx1g", "-jar", app(target).toString(), "--seeds", seeds));
        if (json) {
            command.add("--json");
        }
        Process simulation = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(simulation::destroy));
        return simulation.waitFor();
    }

    private static Path app(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                List<Path> apps = files.filter(file -> file.toString().endsWith("-app.jar"))
                        .toList();
                if (!apps.isEmpty()) {
                    return apps.get(0);
                }
            }
        }
        throw new UserError("Cannot simulate: expected its jar in " + target + ", where ./orderlake builds it");
    }
}
