package io.orderlake.launcher;

import io.orderlake.launcher.demo.Demo;
import io.orderlake.launcher.demo.DemoReport;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Runs the whole fleet once on fresh state: writes orders with updates, cancellations and deletes, waits"
                        + " until every change has landed and Spark has built silver and gold, compares source and lake row by"
                        + " row, shows rows and figures, and stops everything.",
        footer = {"", "Exit code 0 only if source and lake agree."})
final class DemoCommand implements Callable<Integer> {

    private static final long MAX_ORDERS = 1_000_000;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of orders to write (default: 1000).")
    private long orders;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--keep", description = "Keep state and logs, and print where they are.")
    private boolean keep;

    @Option(names = "--no-silver", description = "Run without Spark: no silver and no gold.")
    private boolean noSilver;

    @Override
    public Integer call() {
        if (orders < 1 || orders > MAX_ORDERS) {
            throw options.usageError("Cannot use --orders " + orders + ": expected 1 to " + MAX_ORDERS);
        }
        if (options.isAwsProfile()) {
            throw new UserError("Cannot run demo under profile aws, because it writes and deletes orders: unset"
                    + " SPRING_PROFILES_ACTIVE, or use ./orderlake up");
        }
        ConsoleProgress progress = json.progress();
        DemoReport report = demo(progress).run();
        if (json.isSet()) {
            System.out.println(report.json());
        }
        return report.agrees() ? 0 : 1;
    }

    private Demo demo(ConsoleProgress progress) {
        Path folder = options.state().resolve("demo-" + ProcessHandle.current().pid());
        // An AWS that the launcher does not start has no Iceberg catalog for the demo.
        boolean silver = !noSilver && options.aws() instanceof Aws.Local;
        if (!silver && !noSilver) {
            progress.line(
                    "Running without silver and gold: only the local AWS that the launcher starts has an Iceberg catalog");
        }
        Demo.Options run = new Demo.Options(options.home(), folder, options.aws(), orders, keep, silver);
        return new Demo(run, fleet -> () -> FleetOptions.lake(fleet.endpoints(), folder, progress), progress);
    }
}
