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
 * A service's jar, prepared for a quick start. It is unpacked once per build, which saves a third of the start's work. When a lasting
 * fleet stops, an archive of the loaded classes (AppCDS) is written, which saves half of the rest. A running fleet uses its own
 * copy, so a build does not affect it.
 */
final class ServiceApp {

    private static final int KEPT_BUILDS = 3;
    private static final int UNPACK_SECONDS = 120;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path jar;
    private final Path archive;
    private final Path archiveInWork;

    private final boolean writesArchive;

    private ServiceApp(Path jar, Path archive, Lifespan lifespan) {
        this.jar = jar;
        this.archive = archive;
        // Writing the archive takes some seconds at the end; a demo does not spend them.
        this.writesArchive = lifespan == Lifespan.LASTING && !Files.exists(archive);
        this.archiveInWork = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
    }

    /** The app of a service; unpacks the jar if this build has not been unpacked yet. */
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

    /** The arguments of the JVM, before those of the service. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        if (writesArchive) {
            command.add("-XX:ArchiveClassesAtExit=" + archiveInWork);
        } else if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        // Without this, the JVM's messages about the archive fill the service's log.
        command.addAll(List.of("-Xlog:cds=off,cds+dynamic=off", "-jar", jar.toString()));
        return command;
    }

    /** Whether the process writes the archive when it ends. */
    boolean writesArchive() {
        return writesArchive;
    }

    /** Keeps the archive that a process wrote at its end, if the process was not killed. */
    void ended(boolean gracefully) {
        try {
            if (gracefully && Files.exists(archiveInWork)) {
                Files.move(archiveInWork, archive, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(archiveInWork);
        } catch (IOException e) {
            // The next start is as slow as this one. Nothing else depends on the archive.
            return;
        }
    }

    private static Path packed(Path target, FleetService service) {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the jar is missing"));
        } catch (IOException e) {
            throw new UserError(
                    "Cannot start " + service.label() + ": expected its jar in " + target + ", built by ./orderlake",
                    e);
        }
    }

    /** A fingerprint of the checksums of all files in the jar. Builds are reproducible, so timestamps do not identify a build. */
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
        extract(jar, part);
        try {
            Files.move(part, build, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another launcher has already unpacked the same build.
            if (!Files.isDirectory(build)) {
                throw e;
            }
            FolderCleanup.delete(part);
        }
    }

    private static void extract(Path jar, Path folder) throws IOException {
        Path log = folder.resolve("unpack.log");
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-Djarmode=tools"));
        command.addAll(List.of("-jar", jar.toString(), "extract", "--force", "--destination", folder.toString()));
        Process tool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        if (!ended(tool) || tool.exitValue() != 0) {
            throw new IOException(LogTail.last(log, 5));
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

    /** An archive works only with the JVM version that wrote it. */
    private static String archiveName() {
        return "classes-" + Runtime.version().toString().replaceAll("[^0-9A-Za-z.+-]", "_") + ".jsa";
    }
}
