package io.orderlake.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetState.Member;
import io.orderlake.launcher.fleet.FleetState.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetStateTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isReadAsItWasWritten() {
        FleetState state = new FleetState(
                Running.of(ProcessHandle.current()),
                List.of(new Member("transformer", new Running(1, 2), 8082, 9082, "t.log")),
                Endpoints.at(URI.create("http://127.0.0.1:4566")),
                null,
                "journal.jsonl",
                List.of("json"));
        state.write(folder);
        assertThat(FleetState.read(folder)).contains(state);
        assertThat(state.running()).isTrue();
        assertThat(state.member(FleetService.TRANSFORMER)).isPresent();
    }

    @Test
    void aProcessWithAReusedPidIsNotTheFleet() {
        Running now = Running.of(ProcessHandle.current());
        assertThat(now.process()).isPresent();
        assertThat(new Running(now.pid(), now.started() - 1000).process()).isEmpty();
    }

    @Test
    void noFileMeansNoFleet() {
        assertThat(FleetState.read(folder)).isEmpty();
    }

    @Test
    void theErrorNamesAnUnreadableFile() throws IOException {
        Files.writeString(folder.resolve("fleet.json"), "{");
        assertThatThrownBy(() -> FleetState.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("fleet.json");
    }
}
