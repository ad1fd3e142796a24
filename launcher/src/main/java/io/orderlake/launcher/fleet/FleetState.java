package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running fleet as {@code fleet.json} describes it for later commands.
 *
 * @param keeper the parent process; when it ends, the others end
 * @param tables the user's own {@code tables.yml}
 * @param journal the file of the generator's journal
 * @param formats the formats in which every change lands
 */
public record FleetState(
        Running keeper,
        List<Member> members,
        Endpoints endpoints,
        @Nullable String tables,
        @Nullable String journal,
        List<String> formats) {

    /**
     * Identifies a process, running or ended. The start time is included because the system may reuse a pid.
     *
     * @param started in milliseconds since 1970; 0 if the system does not report it
     */
    public record Running(long pid, long started) {

        static Running of(ProcessHandle process) {
            return new Running(process.pid(), startOf(process));
        }

        /** The process, if it is still running. */
        public Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(p -> startOf(p) == started);
        }

        private static long startOf(ProcessHandle process) {
            return process.info().startInstant().map(t -> t.toEpochMilli()).orElse(0L);
        }
    }

    /**
     * A process of the fleet.
     *
     * @param port of its HTTP interface; 0 if it has none
     */
    public record Member(String name, Running running, int port, int managementPort, String log) {}

    private static final String FILE = "fleet.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    public FleetState {
        members = List.copyOf(members);
        formats = List.copyOf(formats);
    }

    /** The fleet of a state folder, even if its processes have ended; empty if no fleet was started or the last one was stopped. */
    public static Optional<FleetState> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), FleetState.class));
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "Cannot read " + file + ": " + e.getMessage() + ". If no fleet is running, remove the file.", e);
        }
    }

    /** Replaces the file atomically, so that a reader never sees a partial one. */
    void write(Path folder) {
        try {
            Path part = Files.writeString(folder.resolve(FILE + ".part"), JSON.writeValueAsString(this));
            Files.move(part, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError("Cannot write " + folder.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    /** Removes the file when the fleet has been stopped. */
    public static void remove(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw new UserError("Cannot remove " + folder.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    public boolean running() {
        return keeper.process().isPresent();
    }

    public Optional<Member> member(FleetService service) {
        return members.stream().filter(m -> m.name().equals(service.label())).findFirst();
    }
}
