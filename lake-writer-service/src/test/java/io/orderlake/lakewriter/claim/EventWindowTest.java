package io.orderlake.lakewriter.claim;

import static io.orderlake.lakewriter.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventWindowTest {

    private static final RowEvent ROW = Samples.row("o-1", 1, "s", 4, 1);

    private final EventWindow window = new EventWindow(new EventWindow.Rules(Duration.ofHours(8), 400));

    @Test
    void aSetOfIdsIsASet() {
        EventIdSet ids = new EventIdSet();
        Set<EventId> expected = new HashSet<>();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            EventId id = new EventId(random.nextInt(2), random.nextLong(10_000) << 18 | 1);
            ids.add(id);
            expected.add(id);
        }
        assertThat(ids.size()).isEqualTo(expected.size());
        assertThat(expected).allMatch(ids::contains);
        assertThat(ids.contains(new EventId(2, 1))).isFalse();

        EventIdSet again = new EventIdSet();
        again.addPacked(ids.packed());
        assertThat(again.size()).isEqualTo(ids.size());
        assertThat(expected).allMatch(again::contains);
    }

    @Test
    void anIdWhoseHalfIsZeroIsAnIdToo() {
        EventIdSet ids = new EventIdSet();
        ids.add(new EventId(0, 0));
        assertThat(ids.contains(new EventId(0, 0))).isTrue();
        assertThat(ids.packed()).hasSize(EventId.BYTES);
    }

    @Test
    void idsOlderThanTheHorizonAreRemoved() {
        for (int hour = 0; hour <= 20; hour++) {
            window.add(landed(NOON.plus(Duration.ofHours(hour)), "e-" + hour));
        }
        assertThat(window.covers(EventId.of("e-12"), ROW)).isTrue();
        assertThat(window.covers(EventId.of("e-10"), ROW)).isFalse();
        assertThat(window.size()).isBetween(9, 10);
    }

    @Test
    void theOldestGoFirstWhereMemoryIsScarceButNeverTheNewest() {
        for (int i = 0; i < 300; i++) {
            window.add(landed(NOON, "e-" + i));
        }
        assertThat(window.removeOldest()).isTrue();
        assertThat(window.size()).isEqualTo(200);
        assertThat(window.covers(EventId.of("e-99"), ROW)).isFalse();
        assertThat(window.covers(EventId.of("e-100"), ROW)).isTrue();
        assertThat(window.removeOldest()).isTrue();
        assertThat(window.removeOldest()).isFalse();
        assertThat(window.covers(EventId.of("e-299"), ROW)).isTrue();
    }

    private static LandedIds landed(Instant at, String eventId) {
        EventIds ids = new EventIds();
        ids.add(EventId.of(eventId), ROW);
        return ids.landedBy(new Claim(1, "1", "2", 1, 1, Dropped.NONE, "plan", at));
    }
}
