package io.orderlake.orderwriter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlake.orderwriter.table.CannotStart;
import org.junit.jupiter.api.Test;

class DeploymentTargetTest {

    @Test
    void runsWithAnEndpointOrProfileAws() {
        assertThatCode(new DeploymentTarget(true, false)::check).doesNotThrowAnyException();
        assertThatCode(new DeploymentTarget(false, true)::check).doesNotThrowAnyException();
    }

    @Test
    void refusesRealAwsThatNobodyAskedFor() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(new DeploymentTarget(false, false)::check)
                .withMessageContaining("expected orderlake.aws.endpoint or profile aws");
    }
}
