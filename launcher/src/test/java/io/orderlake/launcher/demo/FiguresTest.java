package io.orderlake.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.launcher.fleet.Service;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void namesTheServiceThatHasPassedOnLess() {
        assertThat(new Figures(5, 5, 5, 5, -1, false).stuckAt()).isEqualTo(Service.ORDER_WRITER);
        assertThat(new Figures(5, 4, 4, 4, -1, true).stuckAt()).isEqualTo(Service.STREAM_RELAY);
        assertThat(new Figures(5, 5, 4, 4, -1, true).stuckAt()).isEqualTo(Service.TRANSFORMER);
        assertThat(new Figures(5, 5, 5, 4, -1, true).stuckAt()).isEqualTo(Service.LAKE_WRITER);
    }

    @Test
    void printsOneLine() {
        assertThat(new Figures(1234, 3, 2, 1, 1500, true).line())
                .isEqualTo("written 1,234  relayed 3  transformed 2  landed 1  freshness 1,500 ms");
    }
}
