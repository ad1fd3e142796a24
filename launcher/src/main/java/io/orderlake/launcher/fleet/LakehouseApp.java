package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jar of the lakehouse's jobs, and the class path that Spark and Iceberg need beside it, as the build left both.
 *
 * @param classPath files that were there when this was made
 */
record LakehouseApp(Path jar, List<Path> classPath) {

    /** Where {@code ./orderlake} says why there is none. */
    private static final String BUILD_LOG = ".orderlake/build-lakehouse.log";

    private static final String JAR_SUFFIX = "-job.jar";
    private static final String CLASS_PATH = "spark.classpath";

    LakehouseApp {
        classPath = List.copyOf(classPath);
    }

    /** The app of a checkout; an error that says where to look if it was not built, or is no longer whole. */
    static LakehouseApp of(Path home) {
        Path target = home.resolve("lakehouse").resolve("target");
        try (Stream<Path> files = Files.list(present(target))) {
            Path jar = files.filter(file -> file.toString().endsWith(JAR_SUFFIX))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar of the job there"));
            Path paths = present(target.resolve(CLASS_PATH));
            List<Path> classPath = Arrays.stream(Files.readString(paths).strip().split(File.pathSeparator))
                    .map(Path::of)
                    .toList();
            for (Path entry : classPath) {
                present(entry);
            }
            return new LakehouseApp(jar, classPath);
        } catch (IOException e) {
            throw new UserError(
                    "Cannot run Spark for silver and gold: expected the job and its class path in " + target
                            + ", where ./orderlake builds them (log: " + home.resolve(BUILD_LOG) + "), but "
                            + e.getMessage(),
                    e);
        }
    }

    private static Path present(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + " is not there");
        }
        return file;
    }

    /**
     * Copies the job to a folder, so that a build does not disturb it while it runs, and writes the class path beside it as a
     * file of JVM arguments, since it is too long for a command line that others can read.
     */
    Path staged(Path folder) {
        try {
            Files.createDirectories(folder);
            Path job = Files.copy(jar, folder.resolve("job.jar"), StandardCopyOption.REPLACE_EXISTING);
            List<Path> entries = new ArrayList<>(List.of(job));
            entries.addAll(classPath);
            String joined = entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
            String quoted = joined.replace("\\", "\\\\").replace("\"", "\\\"");
            return Files.writeString(folder.resolve("java.args"), "-cp\n\"" + quoted + "\"\n");
        } catch (IOException e) {
            throw new UserError("Cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }
}
