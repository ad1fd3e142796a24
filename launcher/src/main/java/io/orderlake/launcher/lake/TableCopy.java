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
 * Copies of data files, kept from query to query, for Iceberg never changes a file. A table keeps those of the last query alone, so that what
 * was erased from it does not live on here.
 */
record TableCopy(Path folder, ConsoleProgress progress) implements LocalFiles {

    @Override
    public List<Path> of(Table table, List<String> locations) {
        Path own = folder.resolve(named(table.location()));
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(own);
            for (String location : locations) {
                Path file = own.resolve(named(location) + ".parquet");
                if (!Files.exists(file)) {
                    progress.live("Copying " + table.name() + " here: " + (files.size() + 1) + " of " + locations.size()
                            + " files");
                    copy(table, location, file);
                }
                files.add(file);
            }
            removeOthers(own, new HashSet<>(files));
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("Cannot copy " + table.name() + " here: " + e.getMessage(), e);
        }
    }

    /** A location may be longer than a file's name, and hold what no name may. */
    private static String named(String location) {
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
