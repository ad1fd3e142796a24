package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ChartRenderingTest {

    @TempDir
    Path folder;

    static Stream<Arguments> everything() {
        return Stream.of(Chart.values())
                .flatMap(chart -> Stream.of(ValueSet.values())
                        .flatMap(set ->
                                Rendering.KUBERNETES.stream().map(version -> Arguments.of(chart, set, version))));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void eachManifestIsWhatKubernetesKnows(Chart chart, ValueSet set, String kubernetes) {
        Rendering rendering = Rendering.of(chart, kubernetes, set.fileFor(chart, folder));

        assertThat(rendering.manifests()).isNotEmpty().allSatisfy(manifest -> {
            if (manifest.id().equals(Manifest.SERVICE_MONITOR)) {
                assertMonitorFinds(manifest, rendering);
            } else {
                assertThat(manifest.strict()).isNotNull();
            }
        });
        assertThat(rendering.manifests())
                .extracting(manifest -> manifest.kind() + " " + manifest.name())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void helmLintReportsNothing(Chart chart) {
        LintResult lint = new Helm(chart.folder()).lint().strict().call();

        assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ValueSet.class)
    void whatSelectsPodsSelectsThoseOfOneWorkload(ValueSet set) {
        Rendering rendering = Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(0), set.file());

        List<JsonNode> selectors = Stream.of(
                        rendering.ofKind("Service").map(m -> m.json().at("/spec/selector")),
                        rendering
                                .ofKind("PodDisruptionBudget")
                                .map(m -> m.json().at("/spec/selector/matchLabels")),
                        rendering.ofKind("NetworkPolicy").map(m -> m.json().at("/spec/podSelector/matchLabels")))
                .flatMap(found -> found)
                .toList();

        assertThat(selectors)
                .isNotEmpty()
                .allSatisfy(selector -> assertThat(
                                rendering.workloads().filter(workload -> selects(selector, workload)))
                        .hasSize(1));
    }

    /** Checks a ServiceMonitor by its fields, because its model belongs to the operator and not to Kubernetes. */
    private static void assertMonitorFinds(Manifest monitor, Rendering rendering) {
        JsonNode spec = monitor.json().path("spec");
        List<Manifest> services = rendering
                .ofKind("Service")
                .filter(service -> spec.at("/selector/matchLabels").properties().stream()
                        .allMatch(label -> service.label(label.getKey())
                                .equals(label.getValue().asString())))
                .toList();

        assertThat(services).hasSize(1);
        assertThat(services.get(0).json().at("/spec/ports").valueStream().map(port -> port.path("name")))
                .contains(spec.at("/endpoints/0/port"));
        assertThat(spec.propertyNames()).containsExactlyInAnyOrder("selector", "targetLabels", "endpoints");
        assertThat(spec.at("/endpoints/0").propertyNames())
                .containsExactlyInAnyOrder("port", "path", "interval", "honorLabels");
    }

    private static boolean selects(JsonNode selector, Manifest workload) {
        var labels = workload.pods().getMetadata().getLabels();
        return selector.properties().stream()
                .allMatch(label -> label.getValue().asString().equals(labels.get(label.getKey())));
    }
}
