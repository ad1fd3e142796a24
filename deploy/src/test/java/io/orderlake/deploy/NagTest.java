package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.s3.Bucket;

class NagTest {

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void nothingBreaksTheRulesOfAwsSolutionsWithoutAReason(String environment) {
        assertThat(Synthesized.of(environment).findings())
                .containsOnlyKeys(Synthesized.STACKS)
                .allSatisfy((stack, findings) -> assertThat(findings).isEqualTo(List.of()));
    }

    @Test
    void aViolationWouldBeFound() {
        Synthesized.requireNode();
        App app = DeployApp.app(AppProps.builder());
        Stack planted = new Stack(app, "planted");
        Bucket.Builder.create(planted, "Open").build();
        CfnSecurityGroup.Builder.create(planted, "Group")
                .groupDescription("It's no description that AWS takes")
                .build();
        CloudAssembly assembly = app.synth();
        assertThat(Synthesized.findings(planted)).anyMatch(finding -> finding.contains("AwsSolutions-S1:"));
        assertThat(Synthesized.violations(assembly)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void cloudFormationAcceptsTheTemplates(String environment) {
        assertThat(Synthesized.of(environment).invalid()).isEmpty();
    }
}
