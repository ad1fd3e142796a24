package io.orderlake.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

    @TempDir
    private Path folder = Path.of("");

    private final List<String> lines = new ArrayList<>();

    @Test
    void passesEachCompleteLineOnOnce() throws IOException {
        Path log = folder.resolve("a.log");
        LogFollower follower = new LogFollower(log, lines::add);
        follower.follow();
        Files.writeString(log, "one\ntw");
        follower.follow();
        assertThat(lines).containsExactly("one");
        Files.writeString(log, "o\nthree\n", StandardOpenOption.APPEND);
        follower.follow();
        assertThat(lines).containsExactly("one", "two", "three");
    }

    @Test
    void tailReturnsTheLastLines() throws IOException {
        Path log = Files.writeString(folder.resolve("a.log"), "one\ntwo\nthree\n");
        assertThat(LogTail.last(log, 2)).isEqualTo("two\nthree");
        assertThat(LogTail.last(folder.resolve("none"), 2)).contains("cannot be read");
    }
}
