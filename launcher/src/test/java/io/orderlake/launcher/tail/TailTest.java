package io.orderlake.launcher.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.stream.read.MemoryStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TailTest {

    private final MemoryStream stream = new MemoryStream("order-events");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final Tail tail = new Tail(stream, null, new PrintStream(printed, true, UTF_8), () -> now);

    @Test
    void printsWhatArrivesAfterItsStart() {
        stream.shard("s0").put("s0", change("old"));
        tail.start(10);

        stream.put("s0", change("a"), change("b"));
        tail.readAll();

        assertThat(keys()).containsExactly("a", "b");
    }

    @Test
    void endsAfterThatManyChanges() {
        stream.shard("s0").shard("s1");
        tail.start(3);

        stream.put("s0", change("a"), change("b")).put("s1", change("c"), change("d"));

        assertThat(tail.readAll()).isTrue();
        assertThat(keys()).containsExactly("a", "b", "c");
    }

    @Test
    void printsChildrenAfterBothOfTheirParents() {
        stream.shard("s0").shard("s1");
        tail.start(10);

        stream.put("s0", change("a")).close("s0").put("s1", change("b"), change("c"));
        stream.shard("s2", "s0", "s1").put("s2", change("d"));
        tail.readAll();
        assertThat(keys()).containsExactly("a", "b", "c");

        stream.put("s1", change("e")).close("s1");
        tail.readAll();
        tail.readAll();
        assertThat(keys()).containsExactly("a", "b", "c", "e", "d");
    }

    @Test
    void findsShardsThatAreListedLate() {
        stream.shard("s0");
        tail.start(10);
        stream.close("s0");
        tail.readAll();

        stream.shard("s1", "s0").put("s1", change("a"));
        now = now.plus(Duration.ofSeconds(10));
        tail.readAll();
        tail.readAll();

        assertThat(keys()).containsExactly("a");
    }

    @Test
    void missesNothingWhenAnIteratorExpires() {
        stream.shard("s0");
        tail.start(10);
        stream.put("s0", change("a"));
        tail.readAll();

        stream.expireIterators();
        stream.put("s0", change("b"));
        tail.readAll();

        assertThat(keys()).containsExactly("a", "b");
    }

    @Test
    void reportsAGapAndGoesOnBehindIt() {
        stream.shard("s0");
        tail.start(10);
        stream.put("s0", change("a"));
        tail.readAll();

        stream.put("s0", change("b"), change("c")).trim("s0", 2);
        for (int read = 0; read < 4; read++) {
            tail.readAll();
        }

        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).startsWith("(gap in s0: ");
        assertThat(lines().get(2)).contains("  c");
    }

    private static String change(String key) {
        return "{\"cdc_table\":\"orders\",\"cdc_op\":\"I\",\"cdc_key\":\"{\\\"id\\\":\\\"" + key + "\\\"}\"}";
    }

    private List<String> lines() {
        return printed.toString(UTF_8).lines().collect(Collectors.toList());
    }

    private List<String> keys() {
        return lines().stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }
}
