package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NagTest {

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void nothingBreaksTheRulesOfAwsSolutionsWithoutAReason(String environment) {
        assertThat(Synthesized.of(environment).findings())
                .containsOnlyKeys(Synthesized.STACKS)
                .allSatisfy((stack, findings) -> assertThat(findings).isEqualTo(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void cloudFormationTakesTheTemplates(String environment) {
        assertThat(Synthesized.of(environment).invalid()).isEmpty();
    }
}
