package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1LifecycleHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

class ProbesTest {

    private static final String LIVENESS = "/actuator/health/liveness";
    private static final String READINESS = "/actuator/health/readiness";

    /** Spring's lifecycle stops the web server in one phase and the readers in another one. */
    private static final int SHUTDOWN_PHASES = 2;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ValueSet.class)
    void probesUseTheManagementPort(ValueSet set) {
        assertThat(containers(set)).isNotEmpty().allSatisfy(container -> {
            int management = Integer.parseInt(
                    Objects.requireNonNull(container.environment().get("MANAGEMENT_SERVER_PORT")));
            assertThat(container.port("management")).isEqualTo(management);
            assertThat(container.port("http"))
                    .isEqualTo(Integer.parseInt(
                            Objects.requireNonNull(container.environment().get("SERVER_PORT"))));
            assertThat(container.probe(Objects.requireNonNull(container.spec().getStartupProbe())))
                    .isEqualTo(new Container.Probe(management, LIVENESS));
            assertThat(container.probe(Objects.requireNonNull(container.spec().getLivenessProbe())))
                    .isEqualTo(new Container.Probe(management, LIVENESS));
            assertThat(container.probe(Objects.requireNonNull(container.spec().getReadinessProbe())))
                    .isEqualTo(new Container.Probe(management, READINESS));
        });
    }

    @Test
    void livenessDoesNotDependOnProgressAndReadinessDoes() {
        assertThat(runtimeDefaults()
                        .at("/management/endpoint/health/group/readiness/include")
                        .asString())
                .contains("progress");
        assertThat(runtimeDefaults()
                        .at("/management/endpoint/health/group/liveness")
                        .isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(ValueSet.class)
    void kubeletWaitsAsLongAsAGracefulShutdownTakes(ValueSet set) {
        Duration phase = DurationStyle.detectAndParse(runtimeDefaults()
                .at("/spring/lifecycle/timeout-per-shutdown-phase")
                .asString());

        assertThat(containers(set))
                .allSatisfy(container -> assertThat(Duration.ofSeconds(
                                Objects.requireNonNull(container.pod().getTerminationGracePeriodSeconds())))
                        .isGreaterThan(phase.multipliedBy(SHUTDOWN_PHASES).plus(preStop(container))));
    }

    @Test
    void aNewInstanceIsReadyBeforeAnOldOneStops() {
        Rendering rendering = Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(2), ValueSet.DEFAULT.file());

        assertThat(rendering.ofKind("Deployment")).hasSize(4).allSatisfy(deployment -> {
            assertThat(deployment
                            .json()
                            .at("/spec/strategy/rollingUpdate/maxUnavailable")
                            .asInt())
                    .isZero();
            assertThat(deployment
                            .json()
                            .at("/spec/strategy/rollingUpdate/maxSurge")
                            .asInt())
                    .isEqualTo(1);
        });
    }

    @Test
    void theApiIsReachableOutsideThePodOnlyWhereItIsEnabled() throws IOException {
        Path values = Files.writeString(
                folder.resolve("values.yaml"),
                "order-writer: {api: {enabled: true}, auth: {mode: api-key, existingSecret: keys}}");
        Rendering open = Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(2), values);

        assertThat(Container.of(open))
                .filteredOn(container -> container.environment().containsKey("SERVER_ADDRESS"))
                .extracting(Container::chart)
                .containsExactly(Chart.ORDER_WRITER);
        assertThat(open.ofKind("Service").filter(service -> hasPort(service, "http")))
                .extracting(Manifest::chart)
                .containsExactly(Chart.ORDER_WRITER);
        assertThat(open.ofKind("NetworkPolicy")
                        .filter(policy -> policy.json().at("/spec/ingress").size() > 1))
                .extracting(Manifest::chart)
                .containsExactly(Chart.ORDER_WRITER);
        Container writer = Container.of(open).stream()
                .filter(container -> container.chart() == Chart.ORDER_WRITER)
                .findFirst()
                .orElseThrow();
        assertThat(preStop(writer)).isPositive();
        assertThat(writer.environment())
                .containsEntry("ORDERLAKE_SECURITY_MODE", "api-key")
                .containsEntry("SPRING_CONFIG_IMPORT", "configtree:/etc/orderlake/secrets/");
        assertThat(writer.spec().getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/etc/orderlake/secrets"));
    }

    private static boolean hasPort(Manifest service, String name) {
        return service.json()
                .at("/spec/ports")
                .valueStream()
                .anyMatch(port -> port.path("name").asString("").equals(name));
    }

    private static Duration preStop(Container container) {
        var lifecycle = container.spec().getLifecycle();
        V1LifecycleHandler handler = lifecycle == null ? null : lifecycle.getPreStop();
        return handler == null || handler.getSleep() == null
                ? Duration.ZERO
                : Duration.ofSeconds(handler.getSleep().getSeconds());
    }

    private static JsonNode runtimeDefaults() {
        try (var in = Objects.requireNonNull(ProbesTest.class.getResourceAsStream("/orderlake-runtime.yml"))) {
            return new tools.jackson.dataformat.yaml.YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Container> containers(ValueSet set) {
        return Container.of(Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(2), set.file()));
    }
}
