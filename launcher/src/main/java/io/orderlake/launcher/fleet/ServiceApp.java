package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.lake.FolderCleanup;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * A service's jar made quick to start: unpacked once per build, which takes a third of the start's work away, and once a
 * lasting fleet was stopped with an archive of its loaded classes (AppCDS), which takes half of the rest. A fleet that runs is not
 * disturbed by a build, for it runs from its own copy.
 */
final class ServiceApp {

    private static final int KEPT_BUILDS = 3;
    private static final int UNPACK_SECONDS = 120;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path jar;
    private final Path archive;
    private final Path archiveInWork;

    private final boolean learning;

    private ServiceApp(Path jar, Path archive, Lifespan lifespan) {
        this.jar = jar;
        this.archive = archive;
        // To write the archive takes some seconds at the end, which a demo shall not.
        this.learning = lifespan == Lifespan.LASTING && !Files.exists(archive);
        this.archiveInWork = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
    }

    /** The app of a service; unpacks it where this build has not been unpacked yet. */
    static ServiceApp of(FleetPlan plan, FleetService service) {
        Path home = plan.home();
        Path packed = packed(home.resolve(service.module()).resolve("target"), service);
        Path builds = home.resolve(".orderlake/apps").resolve(service.label());
        try {
            Path build = builds.resolve(fingerprint(packed));
            if (!Files.isDirectory(build)) {
                unpack(packed, build);
                removeOldest(builds);
            }
            return new ServiceApp(build.resolve(packed.getFileName()), build.resolve(archiveName()), plan.lifespan());
        } catch (IOException e) {
            throw new UserError("Cannot unpack " + packed + " into " + builds + ": " + e.getMessage(), e);
        }
    }

    /** The JVM's arguments up to the service's own. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        if (learning) {
            command.add("-XX:ArchiveClassesAtExit=" + archiveInWork);
        } else if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        // What the JVM says about the archive is of no use in a service's log.
        command.addAll(List.of("-Xlog:cds=off,cds+dynamic=off", "-jar", jar.toString()));
        return command;
    }

    /** Whether the process writes the archive when it ends. */
    boolean isLearning() {
        return learning;
    }

    /** Keeps the archive that a process wrote at its end, if it came to that. */
    void ended(boolean byItself) {
        try {
            if (byItself && Files.exists(archiveInWork)) {
                Files.move(archiveInWork, archive, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(archiveInWork);
        } catch (IOException e) {
            // The next start is as slow as this one; nothing else depends on it.
            return;
        }
    }

    private static Path packed(Path target, FleetService service) {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar there"));
        } catch (IOException e) {
            throw new UserError(
                    "Cannot start " + service.label() + ": expected its jar in " + target
                            + ", where ./orderlake builds it",
                    e);
        }
    }

    /** Of the checksums of all that is in the jar, since builds are reproducible and times say nothing. */
    private static String fingerprint(Path jar) throws IOException {
        CRC32 sum = new CRC32();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> {
                sum.update(entry.getName().getBytes(StandardCharsets.UTF_8));
                sum.update(Long.toHexString(entry.getCrc()).getBytes(StandardCharsets.UTF_8));
            });
        }
        return Long.toHexString(sum.getValue()) + "-" + Long.toHexString(Files.size(jar));
    }

    private static void unpack(Path jar, Path build) throws IOException {
        Path part = build.resolveSibling(
                build.getFileName() + "." + ProcessHandle.current().pid());
        FolderCleanup.delete(part);
        Files.createDirectories(part);
        Process tool = new ProcessBuilder(
                        JAVA,
                        "-XX:TieredStopAtLevel=1",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        part.toString())
                .redirectErrorStream(true)
                .redirectOutput(part.resolve("unpack.log").toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        if (!ended(tool) || tool.exitValue() != 0) {
            throw new IOException(LogTail.last(part.resolve("unpack.log"), 5));
        }
        try {
            Files.move(part, build, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another launcher was faster.
            if (!Files.isDirectory(build)) {
                throw e;
            }
            FolderCleanup.delete(part);
        }
    }

    private static boolean ended(Process tool) {
        try {
            return tool.waitFor(UNPACK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            tool.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void removeOldest(Path builds) throws IOException {
        try (Stream<Path> all = Files.list(builds)) {
            all.sorted(Comparator.comparing((Path build) -> build.toFile().lastModified())
                            .reversed())
                    .skip(KEPT_BUILDS)
                    .forEach(FolderCleanup::delete);
        }
    }

    /** An archive serves the very JVM that wrote it. */
    private static String archiveName() {
        return "classes-" + Runtime.version().toString().replaceAll("[^0-9A-Za-z.+-]", "_") + ".jsa";
    }
}
