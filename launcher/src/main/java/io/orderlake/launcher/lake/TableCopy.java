package io.orderlake.launcher.lake;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.Table;

/**
 * Keeps copies of data files from query to query, because Iceberg never changes a file. For each table only the files of the last query
 * are kept, so that data that was erased from the table disappears from this machine, too.
 */
record TableCopy(Path folder, ConsoleProgress progress) implements LocalFiles {

    @Override
    public List<Path> of(Table table, List<String> locations) {
        Path own = folder.resolve(fileName(table.location()));
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(own);
            for (String location : locations) {
                Path file = own.resolve(fileName(location) + ".parquet");
                if (!Files.exists(file)) {
                    progress.live("Copying " + table.name() + " to this machine: " + (files.size() + 1) + " of "
                            + locations.size() + " files");
                    copy(table, location, file);
                }
                files.add(file);
            }
            removeOthers(own, new HashSet<>(files));
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("Cannot copy " + table.name() + " to this machine: " + e.getMessage(), e);
        }
    }

    /** A location may be too long for a file name, and contain characters that a file name must not contain. */
    private static String fileName(String location) {
        return UUID.nameUUIDFromBytes(location.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void copy(Table table, String location, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (InputStream bytes = table.io().newInputFile(location).newStream()) {
            Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void removeOthers(Path own, Set<Path> current) throws IOException {
        try (Stream<Path> files = Files.list(own)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!current.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
