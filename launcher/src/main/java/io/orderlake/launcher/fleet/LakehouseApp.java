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
 * The jar of the lakehouse jobs and the class path of Spark and Iceberg, as the build wrote them.
 *
 * @param classPath files that existed when this object was created
 */
record LakehouseApp(Path jar, List<Path> classPath) {

    /** The log in which {@code ./orderlake} records why the build failed. */
    private static final String BUILD_LOG = ".orderlake/build-lakehouse.log";

    private static final String JAR_SUFFIX = "-job.jar";
    private static final String CLASS_PATH = "spark.classpath";

    LakehouseApp {
        classPath = List.copyOf(classPath);
    }

    /** The app of a checkout. If it was not built or a file is missing, the error names the log of the build. */
    static LakehouseApp of(Path home) {
        Path target = home.resolve("lakehouse").resolve("target");
        try (Stream<Path> files = Files.list(present(target))) {
            Path jar = files.filter(file -> file.toString().endsWith(JAR_SUFFIX))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the jar of the job is missing"));
            return new LakehouseApp(jar, classPath(present(target.resolve(CLASS_PATH))));
        } catch (IOException e) {
            throw new UserError(
                    "Cannot run Spark for silver and gold: expected the job and its class path in " + target
                            + ", built by ./orderlake (log: " + home.resolve(BUILD_LOG) + "), but "
                            + e.getMessage(),
                    e);
        }
    }

    private static List<Path> classPath(Path file) throws IOException {
        List<Path> classPath = Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
                .map(Path::of)
                .toList();
        for (Path entry : classPath) {
            present(entry);
        }
        return classPath;
    }

    private static Path present(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + " does not exist");
        }
        return file;
    }

    /**
     * Copies the jar to a folder, so that a build cannot replace it while the job runs. Writes the class path to a file of JVM
     * arguments in that folder and returns the file: the class path is too long for a readable command line.
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
