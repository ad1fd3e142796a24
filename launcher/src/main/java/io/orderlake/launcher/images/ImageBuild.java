package io.orderlake.launcher.images;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.LogTail;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the container images with Maven; the poms contain the details. */
public final class ImageBuild {

    /** The names of the images, one for each service. */
    public static final List<String> NAMES =
            List.of("order-writer", "stream-relay", "transformer", "lake-writer", "lake-verifier");

    private static final int SHOWN_LINES = 15;

    private final Path home;
    private final Path folder;

    /** Builds the images of a checkout; writes tars, SBOMs and the log to a folder. */
    public ImageBuild(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /**
     * The base of the images.
     *
     * @param image the name of the base image, with a digest if it must never change; null means the one in the pom
     * @param ownRuntime whether to use the Java of this machine and download no base image
     */
    public record Base(@Nullable String image, boolean ownRuntime) {}

    /** Builds a tar and an SBOM of each service; returns the tars. */
    public List<Path> tars(Base base) {
        List<String> options = options(base);
        options.add("-Dorderlake.image.tar=package");
        build(options);
        List<Path> made = new ArrayList<>();
        for (String name : NAMES) {
            made.add(collected(name, name + "-image.tar"));
            collected(name, name + "-sbom.json");
        }
        return made;
    }

    /** Pushes the images to a registry, with the credentials that Docker or a credential helper has stored for it. */
    public void push(Base base, String registry) {
        List<String> options = options(base);
        options.add("-Dorderlake.image.push=package");
        options.add("-Dorderlake.image.registry=" + registry.replaceAll("/+$", "") + "/");
        build(options);
        NAMES.forEach(name -> collected(name, name + "-sbom.json"));
    }

    private List<String> options(Base base) {
        List<String> options = new ArrayList<>(List.of("-Dorderlake.image.sbom=package"));
        if (base.ownRuntime()) {
            Path root = folder.resolve("runtime");
            OwnRuntime.make(root);
            options.add("-Dorderlake.image.base=scratch");
            options.add("-Djib.extraDirectories.paths=" + root);
            options.add("-Djib.extraDirectories.permissions=" + OwnRuntime.JAVA_HOME + "/bin/*=755,"
                    + OwnRuntime.JAVA_HOME + "/lib/jspawnhelper=755,/lib*/**=755,/usr/lib*/**=755,/tmp=777");
            options.add("-Djib.container.environment=PATH=" + OwnRuntime.JAVA_HOME + "/bin");
        } else if (base.image() != null) {
            options.add("-Dorderlake.image.base=" + base.image());
        }
        return options;
    }

    private void build(List<String> options) {
        Path log = folder.resolve("build.log");
        try {
            Files.createDirectories(folder);
            Process maven = new ProcessBuilder(maven(options))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(new File("/dev/null"))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(maven::destroy));
            if (maven.onExit().join().exitValue() != 0) {
                throw new UserError(
                        "Cannot build the images; " + log + " ends with\n" + LogTail.last(log, SHOWN_LINES));
            }
        } catch (IOException e) {
            throw new UserError("Cannot build the images: " + e.getMessage(), e);
        }
    }

    private List<String> maven(List<String> options) {
        String modules = NAMES.stream().map(name -> name + "-service").collect(Collectors.joining(","));
        List<String> command = new ArrayList<>(List.of(home.resolve("mvnw").toString(), "-B", "-ntp", "-q"));
        command.addAll(List.of("-DskipTests", "-pl", modules, "-am"));
        command.addAll(options);
        command.add("package");
        return command;
    }

    private Path collected(String name, String file) {
        try {
            return Files.copy(
                    home.resolve(name + "-service/target").resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserError("Cannot find the result of the build: " + e.getMessage(), e);
        }
    }
}
