package io.orderlake.launcher;

import io.orderlake.process.ParentGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The jar of a harness module, which is no part of the launcher and is built by the script only when it is asked for. */
final class HarnessJar {

    private final Path home;
    private final String module;

    /**
     * @param home the checkout
     * @param module its folder in the checkout
     */
    HarnessJar(Path home, String module) {
        this.home = home;
        this.module = module;
    }

    /** Runs it in a process that shares this one's input and output and ends with it; returns its exit code. */
    int run(List<String> jvmFlags, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(jvmFlags);
        command.add("-Dorderlake.home=" + home);
        command.add("-Dorderlake.terminals=" + System.getProperty("orderlake.terminals", ""));
        command.addAll(List.of("-jar", app().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .put(
                        ParentGuard.PARENT_PID,
                        Long.toString(ProcessHandle.current().pid()));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop-harness"));
        return process.waitFor();
    }

    /** Waits for its end, so that the prompt comes back only when all that it started has stopped. */
    private static void stop(Process process) {
        process.destroy();
        process.onExit().join();
    }

    private Path app() throws IOException {
        Path target = home.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                List<Path> apps = files.filter(file -> file.toString().endsWith("-app.jar"))
                        .toList();
                if (!apps.isEmpty()) {
                    return apps.get(0);
                }
            }
        }
        throw new UserError(
                "Cannot run " + module + ": expected its jar in " + target + ", where ./orderlake builds it");
    }
}
