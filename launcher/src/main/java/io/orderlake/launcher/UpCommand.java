package io.orderlake.launcher;

import io.orderlake.launcher.fleet.BackgroundFleet;
import io.orderlake.launcher.fleet.FleetState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = "Starts the fleet in the background and prints every URL.",
        footer = {"", "The lake stays in the state folder when the fleet stops. Stop the fleet with ./orderlake down."})
final class UpCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(
            names = "--tables",
            paramLabel = "FILE",
            description =
                    "Your own tables (default: tables.yml of the working folder, otherwise the orders table that comes with"
                            + " Orderlake).")
    private @Nullable Path tables;

    @Mixin
    private SilverOption silver = new SilverOption();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.onOutput();
        Optional<FleetState> running = options.fleet();
        if (running.isPresent()) {
            progress.line("The fleet is already running:");
            FleetUrls.print(running.get(), System.out);
            return 0;
        }
        @Nullable Path checked = tables();
        @Nullable Duration silverEvery = silver.checked(options);
        BackgroundFleet background =
                new BackgroundFleet(options.home(), options.state(), options.profile(), checked, silverEvery);
        FleetUrls.print(background.launch(progress), System.out);
        progress.line("Stop it with ./orderlake down");
        return 0;
    }

    private @Nullable Path tables() {
        Path file = tables;
        if (file == null) {
            file = Path.of("tables.yml");
            if (!Files.exists(file)) {
                return null;
            }
        }
        return TablesOption.checked(file, options);
    }
}
