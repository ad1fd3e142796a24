package io.orderlake.launcher.lake;

import io.orderlake.contract.ObjectKey;
import io.orderlake.launcher.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The bucket's objects as files on this machine, by the layout that the lake writer keeps. */
public final class Lake {

    /** A format in which rows land, and how its objects end. */
    public enum Format {
        PARQUET("parquet", ".parquet"),
        JSON("json", ".json.gz");

        private final String word;
        private final String suffix;

        Format(String word, String suffix) {
            this.word = word;
            this.suffix = suffix;
        }

        public String word() {
            return word;
        }

        public String suffix() {
            return suffix;
        }
    }

    private final Path bucket;

    public Lake(Path bucket) {
        this.bucket = bucket;
    }

    /** Formats that have landed anything at all. */
    public List<Format> formats() {
        return Stream.of(Format.values())
                .filter(format -> Files.isDirectory(bucket.resolve(ObjectKey.LANDING + format.word())))
                .toList();
    }

    /** The landing objects of a table in a format, by key. */
    public List<LandedObject> objects(Format format, String table) {
        return under(ObjectKey.Rows.prefix(format.word(), table), format.suffix());
    }

    /** Of each table that has landed anything, a pattern that matches its objects, by format. */
    Map<String, Map<Format, String>> globs() {
        Map<String, Map<Format, String>> globs = new HashMap<>();
        for (Format format : formats()) {
            Path folder = bucket.resolve(ObjectKey.LANDING + format.word());
            for (String table : folders(folder)) {
                if (!objects(format, table).isEmpty()) {
                    globs.computeIfAbsent(table, t -> new EnumMap<>(Format.class))
                            .put(format, folder.resolve(table) + "/**/*" + format.suffix());
                }
            }
        }
        return globs;
    }

    private static List<String> folders(Path parent) {
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new UserError("Cannot read the lake under " + parent + ": " + e.getMessage(), e);
        }
    }

    /** Every landing object, by key. */
    public List<LandedObject> objects() {
        return under(ObjectKey.LANDING, "");
    }

    /** The objects that hold rejects, by key. */
    public List<LandedObject> rejects() {
        return under(ObjectKey.ERRORS, "");
    }

    private List<LandedObject> under(String prefix, String suffix) {
        Path folder = bucket.resolve(prefix);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<LandedObject> objects = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(suffix) && !name.startsWith(".")) {
                    add(objects, file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("Cannot read the lake under " + folder + ": " + e.getMessage(), e);
        }
        return objects;
    }

    private void add(List<LandedObject> objects, Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                String key = bucket.relativize(file).toString().replace('\\', '/');
                objects.add(new LandedObject(
                        key,
                        file,
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis()));
            }
        } catch (NoSuchFileException e) {
            // Stood in the listing while it was being written under another name.
            return;
        }
    }
}
