package io.orderlake.launcher.fleet;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts and stops the background process that runs a fleet after the launcher itself has ended. */
public final class BackgroundFleet {

    /** The hidden command of the launcher that runs in the background process. */
    public static final String COMMAND = "run-fleet";

    private static final List<String> SMALL_JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", "-Xmx64m");
    private static final String JAR = "java.class.path";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private static @Nullable FileLock lock;

    private final Path home;
    private final Path folder;
    private final String profile;
    private final @Nullable Path tables;
    private final @Nullable Duration silverEvery;

    /** @param silverEvery the interval at which Spark updates silver and gold; null means no Spark */
    public BackgroundFleet(
            Path home, Path folder, String profile, @Nullable Path tables, @Nullable Duration silverEvery) {
        this.home = home;
        this.folder = folder;
        this.profile = profile;
        this.tables = tables;
        this.silverEvery = silverEvery;
    }

    /** Locks the state folder until this process ends, so that two fleets never share one. */
    public static void lock(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel file =
                    FileChannel.open(folder.resolve("fleet.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = file.tryLock();
        } catch (IOException e) {
            throw new UserError("Cannot use the state folder " + folder + ": " + e.getMessage(), e);
        }
        if (lock == null) {
            throw new UserError("Another fleet is starting or running in " + folder + ": see ./orderlake status");
        }
    }

    /** Starts the process, prints its log as progress, and returns once the fleet is ready. */
    public FleetState launch(ConsoleProgress progress) {
        Path log = folder.resolve("logs").resolve("fleet.log");
        try {
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(log);
            // A background process that was killed may have left processes and its state file.
            FleetState.read(folder).ifPresent(left -> stop(left, folder));
        } catch (IOException e) {
            throw new UserError("Cannot write to " + folder + ": " + e.getMessage(), e);
        }
        ChildProcess keeper = ChildProcess.start("fleet", command(), Map.of(), log);
        Thread stop = new Thread(keeper::terminate, "stop-keeper");
        Runtime.getRuntime().addShutdownHook(stop);
        FleetState state = awaitReady(keeper, new LogFollower(log, progress::line));
        Runtime.getRuntime().removeShutdownHook(stop);
        return state;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_JVM);
        command.addAll(List.of("-Dorderlake.home=" + home, "-jar", System.getProperty(JAR, "")));
        command.addAll(List.of(COMMAND, "--state", folder.toString(), "--profile", profile));
        if (tables != null) {
            command.addAll(List.of("--tables", tables.toString()));
        }
        if (silverEvery != null) {
            command.add("--silver=" + silverEvery.toSeconds() + "s");
        }
        return command;
    }

    private FleetState awaitReady(ChildProcess keeper, LogFollower log) {
        while (true) {
            boolean alive = keeper.alive();
            log.follow();
            Optional<FleetState> state = FleetState.read(folder);
            if (state.isPresent()) {
                return state.get();
            }
            if (!alive) {
                throw new UserError("The fleet did not start; its logs are in " + folder.resolve("logs"));
            }
            Sleep.untilNextPoll();
        }
    }

    /** Stops the fleet of a state folder gracefully; kills processes that do not end in time. */
    public static void stop(FleetState state, Path folder) {
        state.keeper().process().ifPresent(ProcessHandle::destroy);
        List<FleetState.Running> all = new ArrayList<>(List.of(state.keeper()));
        state.members().forEach(member -> all.add(member.running()));
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        while (System.nanoTime() < deadline
                && all.stream().anyMatch(r -> r.process().isPresent())) {
            Sleep.untilNextPoll();
        }
        all.forEach(running -> running.process().ifPresent(ProcessHandle::destroyForcibly));
        FleetState.remove(folder);
    }
}
