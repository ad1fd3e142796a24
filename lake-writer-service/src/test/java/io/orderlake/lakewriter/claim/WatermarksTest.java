package io.orderlake.lakewriter.claim;

import static io.orderlake.lakewriter.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WatermarksTest {

    @Test
    void coverSequencesAtOrBelow() {
        Watermarks watermarks = new Watermarks();
        watermarks.raise(row("o-1", 1, "s", 4, 9));

        assertThat(watermarks.cover(row("o-1", 1, "s", 4, 9))).isTrue();
        assertThat(watermarks.cover(row("o-1", 1, "s", 4, 8))).isTrue();
        assertThat(watermarks.cover(row("o-1", 1, "s", 4, 10))).isFalse();
        assertThat(watermarks.cover(row("o-1", 1, "s", 5, 1))).isFalse();
        assertThat(watermarks.cover(row("o-1", 1, "t", 4, 1))).isFalse();
    }

    @Test
    void holdOnlyTouchedSourceShardsOfWhatTheyAreRaisedBy() {
        Watermarks durable = new Watermarks();
        durable.raise("s", 1, "0005");
        durable.raise("s", 2, "0005");
        durable.raise("t", 1, "0005");
        Watermarks touched = new Watermarks();
        touched.raise("s", 1, "0009");

        Watermarks raised = durable.raisedBy(touched);
        assertThat(raised.sourceShards()).containsExactly("s");
        assertThat(raised.lanes("s")).isEqualTo(Map.of(1, "0009", 2, "0005"));
        assertThat(durable.lanes("s")).containsEntry(1, "0005");
    }

    /** Each change passes once, however often an emitter sends parts of a lane again. */
    @Property
    void letEachChangePassOnce(@ForAll @Size(max = 20) List<@IntRange(min = 0, max = 30) Integer> restarts) {
        Watermarks watermarks = new Watermarks();
        int sent = 0;
        int passed = 0;
        for (int restart : restarts) {
            int from = Math.min(restart, sent);
            for (int place = from; place < from + 5; place++) {
                if (!watermarks.cover(row("o-1", place, "s", 4, place))) {
                    watermarks.raise(row("o-1", place, "s", 4, place));
                    passed++;
                }
            }
            sent = Math.max(sent, from + 5);
        }
        assertThat(passed).isEqualTo(sent);
    }
}
