package io.orderlake.launcher;

import io.orderlake.launcher.fleet.LogFollower;
import io.orderlake.launcher.fleet.LogTail;
import io.orderlake.launcher.fleet.Sleep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Prints the last lines of the fleet's logs.")
final class LogsCommand implements Callable<Integer> {

    private static final List<String> FOLDERS = List.of("logs", "aws/logs");
    private static final String SUFFIX = ".log";

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description =
                    "order-writer, stream-relay, transformer, lake-writer, lakehouse, s3, dynamodb, kinesis or fleet"
                            + " (default: all).")
    private @Nullable String service;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "Lines of each log (default: 50).")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Print new lines as they are written; stop with Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() {
        if (lines < 0) {
            throw options.usageError("Cannot use -n " + lines + ": expected 0 or more");
        }
        Map<String, Path> logs = wantedLogs();
        if (logs.isEmpty()) {
            throw new UserError("No logs in " + options.state() + ": no fleet has run there");
        }
        boolean titled = logs.size() > 1;
        // Before printing, so that no line is lost between the last line printed and the first one followed.
        List<LogFollower> followers = followers(logs, titled);
        logs.forEach((name, log) -> print(name, log, titled));
        while (follow) {
            followers.forEach(LogFollower::follow);
            Sleep.untilNextPoll();
        }
        return 0;
    }

    private Map<String, Path> wantedLogs() {
        Map<String, Path> logs = logs();
        String wanted = service;
        if (wanted != null) {
            String name = wanted.replaceFirst("-service$", "");
            if (!logs.containsKey(name)) {
                throw options.usageError(
                        "No log of \"" + wanted + "\" in " + options.state() + ": expected one of " + logs.keySet());
            }
            logs.keySet().retainAll(List.of(name));
        }
        return logs;
    }

    private static List<LogFollower> followers(Map<String, Path> logs, boolean titled) {
        return logs.entrySet().stream()
                .map(log -> new LogFollower(
                                log.getValue(), line -> System.out.println(titled ? log.getKey() + ": " + line : line))
                        .fromEnd())
                .toList();
    }

    private void print(String name, Path log, boolean titled) {
        if (titled) {
            System.out.println("==> " + name);
        }
        System.out.println(LogTail.last(log, lines));
    }

    private Map<String, Path> logs() {
        Map<String, Path> logs = new TreeMap<>();
        FOLDERS.stream()
                .map(folder -> options.state().resolve(folder))
                .filter(Files::isDirectory)
                .forEach(folder -> addLogs(folder, logs));
        return logs;
    }

    private static void addLogs(Path folder, Map<String, Path> logs) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(SUFFIX))
                    .forEach(file -> logs.put(String.valueOf(file.getFileName()).replace(SUFFIX, ""), file));
        } catch (IOException e) {
            throw new UserError("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }
}
