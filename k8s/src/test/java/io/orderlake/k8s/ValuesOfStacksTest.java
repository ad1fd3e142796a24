package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Renders the charts with the output of {@code ./orderlake aws values}, which a test of the launcher publishes. */
class ValuesOfStacksTest {

    @Test
    void theChartsTakeTheValuesThatAreMadeOfTheStacksOutputs() {
        Path values = Chart.MODULE
                .resolveSibling("launcher")
                .resolve("src/test/resources/io/orderlake/launcher/aws/values.yaml");
        Rendering rendering = Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(2), values);
        assertThat(rendering.text())
                .contains(
                        "orderlake-123456789012-eu-central-1",
                        "eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/l",
                        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/orderlake/lake-writer:");
    }
}
