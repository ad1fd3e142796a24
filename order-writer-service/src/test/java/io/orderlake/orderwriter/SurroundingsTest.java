package io.orderlake.orderwriter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlake.orderwriter.table.CannotStart;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    @Test
    void runsWithAnEndpointOrProfileAws() {
        assertThatCode(new Surroundings(true, false)::check).doesNotThrowAnyException();
        assertThatCode(new Surroundings(false, true)::check).doesNotThrowAnyException();
    }

    @Test
    void refusesRealAwsThatNobodyAskedFor() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(new Surroundings(false, false)::check)
                .withMessageContaining("expected orderlake.aws.endpoint or profile aws");
    }
}
