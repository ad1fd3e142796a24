package io.orderlake.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

    /** Stays as it is for ever: a key that changes its lane loses its order. */
    @Test
    void aKeyKeepsItsLane() {
        assertThat(new Lanes(64).laneOf("things", "{\"id\":\"a\",\"sort\":1}")).isEqualTo(55);
    }

    @Test
    void keysSpreadOverAllLanes() {
        Lanes lanes = new Lanes(64);
        assertThat(IntStream.range(0, 2_000)
                        .map(i -> lanes.laneOf("orders", "{\"order_id\":\"o-" + i + "\"}"))
                        .distinct()
                        .count())
                .isEqualTo(64);
    }

    @Test
    void aLaneIsTheMiddleOfItsSliceOfHashKeys() {
        assertThat(new Lanes(1).explicitHashKey(0)).isEqualTo("170141183460469231731687303715884105728");
        assertThat(new Lanes(2).explicitHashKey(1)).isEqualTo("255211775190703847597530955573826158592");
        assertThatThrownBy(() -> new Lanes(2).explicitHashKey(2)).hasMessageContaining("a lane from 0 to 1 but was 2");
    }
}
