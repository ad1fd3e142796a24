package io.orderlake.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapLimitTest {

    @Test
    void isTheLastOneInTheArguments() {
        assertThat(HeapLimit.megabytes("-Xmx64m", "-cp", "x", "-Xmx192m")).isEqualTo(192);
        assertThat(HeapLimit.megabytes("-cp", "x", "-Xmx1g")).isZero();
        assertThat(HeapLimit.megabytes()).isZero();
    }
}
