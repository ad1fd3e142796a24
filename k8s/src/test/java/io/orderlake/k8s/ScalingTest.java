package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ScalingTest {

    private static final Rendering PRODUCTION =
            Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(1), ValueSet.PRODUCTION.file());

    @Test
    void autoscalersDecideOnReplicasAndDeploymentsDoNot() {
        List<Manifest> scalers = PRODUCTION.ofKind("HorizontalPodAutoscaler").toList();

        assertThat(scalers).hasSize(4).allSatisfy(scaler -> {
            String target = scaler.json().at("/spec/scaleTargetRef/name").asString();
            assertThat(PRODUCTION
                            .ofKind("Deployment")
                            .filter(deployment -> deployment.name().equals(target)))
                    .singleElement()
                    .satisfies(deployment -> assertThat(
                                    deployment.json().at("/spec/replicas").isMissingNode())
                            .isTrue());
        });
    }

    /** Follows a label from the Service through ServiceMonitor, Prometheus and adapter to the autoscaler. */
    @Test
    void theLagIsFoundByTheLabelsThatItIsScrapedWith() {
        JsonNode rule =
                ValueSet.read(Chart.MODULE.resolve("prometheus-adapter.yaml")).at("/rules/external/0");
        List<JsonNode> metrics = PRODUCTION
                .ofKind("HorizontalPodAutoscaler")
                .map(scaler -> scaler.json().at("/spec/metrics/0"))
                .filter(metric -> metric.path("type").asString("").equals("External"))
                .map(metric -> metric.at("/external/metric"))
                .toList();

        assertThat(metrics).hasSize(3).allSatisfy(metric -> {
            assertThat(rule.path("seriesQuery").asString())
                    .startsWith(metric.path("name").asString() + "{");
            metric.at("/selector/matchLabels").properties().forEach(label -> {
                assertThat(rule.path("metricsQuery").asString()).contains(label.getKey());
                assertThat(scraped(label.getKey(), label.getValue().asString()))
                        .as(label.toString())
                        .isTrue();
            });
        });
    }

    /** Whether a ServiceMonitor adds the label to its series, and a Service has the value. */
    private static boolean scraped(String label, String value) {
        return PRODUCTION
                .ofKind("ServiceMonitor")
                .flatMap(monitor -> monitor.json().at("/spec/targetLabels").valueStream())
                .map(JsonNode::asString)
                .filter(name -> name.replaceAll("[^a-zA-Z0-9_]", "_").equals(label))
                .anyMatch(name -> PRODUCTION
                        .ofKind("Service")
                        .anyMatch(service -> service.label(name).equals(value)));
    }
}
