package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void eachNameIsAnEnvironment() {
        assertThat(Environment.NAMES)
                .allSatisfy(name -> assertThat(Environment.named(name).name()).isEqualTo(name));
    }

    @Test
    void anUnknownOneIsRefusedByName() {
        assertThatThrownBy(() -> Environment.named("production"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"production\"")
                .hasMessageContaining("[dev, staging, prod]");
    }
}
