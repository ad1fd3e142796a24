package io.orderlake.launcher;

import io.orderlake.contract.TablesFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks the file of {@code --tables} before anything starts, so that a mistake is reported after a second and not after a minute. */
final class TablesOption {

    private TablesOption() {}

    static Path checked(Path file, FleetOptions options) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw options.usageError("Cannot read the tables of " + file + ": no such file");
        }
        try {
            TablesFile.read(file);
        } catch (IllegalArgumentException e) {
            throw options.usageError(String.valueOf(e.getMessage()));
        }
        return file.toAbsolutePath().normalize();
    }
}
