package io.orderlake.launcher;

import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.Keeper;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stops the fleet that up started. What has landed stays in the state folder.")
final class DownCommand implements Callable<Integer> {

    @Mixin
    private Place place = new Place();

    @Override
    public Integer call() {
        Progress progress = Progress.onOutput();
        Optional<FleetState> state = FleetState.read(place.state());
        if (state.isEmpty()) {
            progress.line("No fleet runs in " + place.state());
            return 0;
        }
        progress.line(
                state.get().running() ? "Stopping the fleet" : "The fleet ended by itself; ending what is left of it");
        Keeper.stop(state.get(), place.state());
        progress.line("Stopped");
        return 0;
    }
}
