package io.orderlake.launcher;

import io.orderlake.launcher.images.ImageBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "images",
        description = "Builds a container image of each service, without Docker.",
        footer = {
            "",
            "Writes a tar of each image, for docker load and ctr import, and its SBOM to",
            ".orderlake/images. With --push the images go to a registry instead.",
            "",
            "Downloads the base image. With --own-runtime it downloads nothing and uses the Java",
            "of this machine: only for trials, because nobody patches such images.",
            "",
            "Example: ./orderlake images --push registry.example.org/team"
        })
final class ImagesCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description = "Base image with a JRE of 17 or newer, preferably by digest (default: the one in pom.xml).")
    private @Nullable String base;

    @Option(names = "--own-runtime", description = "Download no base image; use the Java of this machine.")
    private boolean ownRuntime;

    @Option(names = "--push", paramLabel = "REGISTRY", description = "Registry to push to, instead of writing tars.")
    private @Nullable String registry;

    @Override
    public Integer call() throws IOException {
        if (ownRuntime && base != null) {
            throw options.usageError("Cannot use --base with --own-runtime: expected one of them");
        }
        ConsoleProgress progress = ConsoleProgress.onOutput();
        progress.line("Building the images");
        build(new ImageBuild.Base(base, ownRuntime), progress);
        return 0;
    }

    private void build(ImageBuild.Base onto, ConsoleProgress progress) throws IOException {
        ImageBuild images = new ImageBuild(options.home(), options.state().resolve("images"));
        String target = registry;
        if (target == null) {
            writeTars(images, onto, progress);
        } else {
            images.push(onto, target);
            ImageBuild.NAMES.forEach(name -> progress.line("  " + target + "/orderlake/" + name));
        }
    }

    private static void writeTars(ImageBuild images, ImageBuild.Base onto, ConsoleProgress progress)
            throws IOException {
        for (Path tar : images.tars(onto)) {
            progress.line("  %s  %d MB".formatted(tar, Files.size(tar) >> 20));
        }
    }
}
