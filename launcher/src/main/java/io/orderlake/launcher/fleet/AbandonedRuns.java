package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.FolderCleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** State folders of short runs that were killed. Their processes end on their own, but their folders stay until they are removed here. */
final class AbandonedRuns {

    private static final Pattern RUN = Pattern.compile("(demo|chaos)-\\d+");

    private AbandonedRuns() {}

    /** Removes the folders of other runs, next to this run's own folder, whose fleet ended without being stopped. */
    static void remove(Path own) {
        Path parent = own.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return;
        }
        try (Stream<Path> folders = Files.list(parent)) {
            List<Path> runs = folders.filter(folder ->
                            RUN.matcher(String.valueOf(folder.getFileName())).matches())
                    .toList();
            runs.stream().filter(AbandonedRuns::isAbandoned).forEach(FolderCleanup::delete);
        } catch (IOException e) {
            throw new UserError("Cannot read " + parent + ": " + e.getMessage(), e);
        }
    }

    /** A fleet that is stopped removes its state file, so a folder that was kept on purpose has none. */
    private static boolean isAbandoned(Path folder) {
        Optional<FleetState> fleet = FleetState.read(folder);
        return fleet.isPresent() && !fleet.get().running();
    }
}
