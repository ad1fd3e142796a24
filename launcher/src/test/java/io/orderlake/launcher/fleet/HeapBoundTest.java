package io.orderlake.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapBoundTest {

    @Test
    void isTheLastThatTheArgumentsName() {
        assertThat(HeapBound.megabytes("-Xmx64m", "-cp", "x", "-Xmx192m")).isEqualTo(192);
        assertThat(HeapBound.megabytes("-cp", "x", "-Xmx1g")).isZero();
        assertThat(HeapBound.megabytes()).isZero();
    }
}
