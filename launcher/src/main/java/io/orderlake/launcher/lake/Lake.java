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

/** The bucket's objects as files on this machine, in the layout of the lake writer. */
public final class Lake {

    /** A format in which rows land, with the suffix of its objects. */
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

    /** The formats for which something has landed. */
    public List<Format> formats() {
        return Stream.of(Format.values())
                .filter(format -> Files.isDirectory(bucket.resolve(ObjectKey.LANDING + format.word())))
                .toList();
    }

    /** The landing objects of a table in a format, ordered by key. */
    public List<LakeObject> objects(Format format, String table) {
        return under(ObjectKey.Rows.prefix(format.word(), table), format.suffix());
    }

    /** For each table with landing objects and each of its formats, a glob pattern that matches the objects. */
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

    /** All landing objects, ordered by key. */
    public List<LakeObject> objects() {
        return under(ObjectKey.LANDING, "");
    }

    /** The objects that contain rejects, ordered by key. */
    public List<LakeObject> rejects() {
        return under(ObjectKey.ERRORS, "");
    }

    private List<LakeObject> under(String prefix, String suffix) {
        Path folder = bucket.resolve(prefix);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<LakeObject> objects = new ArrayList<>();
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

    private void add(List<LakeObject> objects, Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                String key = bucket.relativize(file).toString().replace('\\', '/');
                objects.add(new LakeObject(
                        key,
                        file,
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis()));
            }
        } catch (NoSuchFileException e) {
            // The file was listed under its temporary name and has been renamed since.
            return;
        }
    }
}
