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
 * A running fleet as it stands in {@code fleet.json}, for the commands that come later.
 *
 * @param keeper the process that started the others and ends them with itself
 * @param tables the user's own {@code tables.yml}
 * @param journal the generator's journal
 * @param formats formats in which every change lands
 */
public record FleetState(
        Running keeper,
        List<Member> members,
        Endpoints endpoints,
        @Nullable String tables,
        @Nullable String journal,
        List<String> formats) {

    /**
     * A process that runs, or ran: a pid alone may have been given to another one.
     *
     * @param started in milliseconds since 1970; 0 where the system does not tell
     */
    public record Running(long pid, long started) {

        static Running of(ProcessHandle process) {
            return new Running(process.pid(), startOf(process));
        }

        /** The process, if it still runs. */
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
     * @param port of its HTTP interface; 0 where it has none of its own here
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

    /** The fleet of a state folder, whether it still runs or not; empty where none was left running. */
    public static Optional<FleetState> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), FleetState.class));
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "Cannot read " + file + ": " + e.getMessage() + ". If no fleet runs, remove the file.", e);
        }
    }

    /** Stores it in one step: a reader never sees half of it. */
    void write(Path folder) {
        try {
            Path part = Files.writeString(folder.resolve(FILE + ".part"), JSON.writeValueAsString(this));
            Files.move(part, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError("Cannot write " + folder.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    /** Says that nothing runs any more. */
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
