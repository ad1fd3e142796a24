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
        description = "Makes a container image of each service, without Docker.",
        footer = {
            "",
            "Tars that docker load and ctr import read, and an SBOM beside each, go to",
            ".orderlake/images; with --push the images go to a registry instead.",
            "",
            "The base image is fetched; with --own-runtime nothing is, and the Java of this",
            "machine is taken: for trying out, since nobody patches such images.",
            "",
            "Example: ./orderlake images --push registry.example.org/team"
        })
final class ImagesCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description = "Base image with a JRE of 17 or newer, best by digest (default: the pom's).")
    private @Nullable String base;

    @Option(names = "--own-runtime", description = "Fetch no base image; take this machine's Java.")
    private boolean ownRuntime;

    @Option(names = "--push", paramLabel = "REGISTRY", description = "Push to there instead of writing tars.")
    private @Nullable String registry;

    @Override
    public Integer call() throws IOException {
        if (ownRuntime && base != null) {
            throw options.usageError("Cannot use --base with --own-runtime: expected one of them");
        }
        ImageBuild images = new ImageBuild(options.home(), options.state().resolve("images"));
        ImageBuild.Base on = new ImageBuild.Base(base, ownRuntime);
        ConsoleProgress progress = ConsoleProgress.onOutput();
        progress.line("Making the images");
        String to = registry;
        if (to != null) {
            images.push(on, to);
            ImageBuild.NAMES.forEach(name -> progress.line("  " + to + "/orderlake/" + name));
            return 0;
        }
        for (Path tar : images.tars(on)) {
            progress.line("  %s  %d MB".formatted(tar, Files.size(tar) >> 20));
        }
        return 0;
    }
}
