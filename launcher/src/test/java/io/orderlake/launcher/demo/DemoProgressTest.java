package io.orderlake.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.launcher.fleet.FleetService;
import org.junit.jupiter.api.Test;

class DemoProgressTest {

    @Test
    void namesTheServiceThatHasPassedOnLess() {
        assertThat(new DemoProgress(5, 5, 5, 5, -1, false).stuckAt()).isEqualTo(FleetService.ORDER_WRITER);
        assertThat(new DemoProgress(5, 4, 4, 4, -1, true).stuckAt()).isEqualTo(FleetService.STREAM_RELAY);
        assertThat(new DemoProgress(5, 5, 4, 4, -1, true).stuckAt()).isEqualTo(FleetService.TRANSFORMER);
        assertThat(new DemoProgress(5, 5, 5, 4, -1, true).stuckAt()).isEqualTo(FleetService.LAKE_WRITER);
    }

    @Test
    void printsOneLine() {
        assertThat(new DemoProgress(1234, 3, 2, 1, 1500, true).line())
                .isEqualTo("written 1,234  relayed 3  transformed 2  landed 1  freshness 1,500 ms");
    }
}
