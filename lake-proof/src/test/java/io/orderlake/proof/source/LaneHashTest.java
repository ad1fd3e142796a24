package io.orderlake.proof.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The expected values were computed from docs/formats.md by another program. */
class LaneHashTest {

    @Test
    void theLaneOfAKeyIsTheOneThatTheFormatDefines() {
        assertThat(new LaneHash(64).laneOf("things", "{\"id\":\"a\",\"sort\":1}"))
                .isEqualTo(55);
        assertThat(new LaneHash(8).laneOf("orders", "{\"id\":\"ä\"}")).isEqualTo(0);
        assertThat(new LaneHash(1).laneOf("x", "y")).isZero();
    }

    @Test
    void theHashKeyOfALaneIsTheMiddleOfItsRange() {
        assertThat(new LaneHash(1).hashKey(0)).hasToString("170141183460469231731687303715884105728");
        assertThat(new LaneHash(2).hashKey(1)).hasToString("255211775190703847597530955573826158592");
    }

    @Test
    void aCountBelowOneIsRefused() {
        assertThatThrownBy(() -> new LaneHash(0)).hasMessageContaining("a count of 1 or more but was 0");
    }
}
