package io.orderlake.launcher;

import io.orderlake.launcher.fleet.BackgroundFleet;
import io.orderlake.launcher.fleet.FleetState;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stops the fleet that up started. The lake stays in the state folder.")
final class DownCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.onOutput();
        Optional<FleetState> state = FleetState.read(options.state());
        if (state.isEmpty()) {
            progress.line("No fleet is running in " + options.state());
            return 0;
        }
        progress.line(
                state.get().running()
                        ? "Stopping the fleet"
                        : "The fleet ended unexpectedly; stopping its remaining processes");
        BackgroundFleet.stop(state.get(), options.state());
        progress.line("Stopped");
        return 0;
    }
}
