package io.orderlake.launcher.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes folders that the launcher created. */
public final class FolderCleanup {

    private FolderCleanup() {}

    /** Deletes a folder with its content. Files that cannot be deleted stay; a message on standard error says so. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("orderlake: cannot remove " + folder + ": " + e.getMessage());
        }
    }
}
