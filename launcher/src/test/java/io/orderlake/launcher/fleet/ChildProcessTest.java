package io.orderlake.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void endsOnSigtermAndKnowsItsParent() throws Exception {
        Path log = folder.resolve("a.log");
        ChildProcess child = start("echo parent $ORDERLAKE_PARENT_PID $GREETING; exec tail -f /dev/null", log);
        await().until(() -> Files.readString(log).contains("\n"));
        assertThat(Files.readString(log))
                .isEqualTo("parent " + ProcessHandle.current().pid() + " hello\n");
        child.terminate();
        assertThat(child.awaitEnd(Duration.ofSeconds(10))).isTrue();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void isKilledWhenItDoesNotEnd() throws Exception {
        Path log = folder.resolve("a.log");
        ChildProcess child = start("trap '' TERM; echo on; exec tail -f /dev/null", log);
        await().until(() -> Files.readString(log).contains("on"));
        child.terminate();
        assertThat(child.awaitEnd(Duration.ofMillis(200))).isFalse();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void ignoresCtrlC() throws Exception {
        Path log = folder.resolve("a.log");
        ChildProcess child = start("kill -INT $$; kill -HUP $$; echo alive; exec tail -f /dev/null", log);
        await().until(() -> Files.readString(log).contains("alive"));
        child.terminate();
        assertThat(child.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }

    private static ChildProcess start(String script, Path log) {
        return ChildProcess.start("child", List.of("/bin/sh", "-c", script), Map.of("GREETING", "hello"), log);
    }
}
