package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Volume;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the fields of the Pod Security Standard "restricted", and rules beyond it. */
class PodSecurityTest {

    @ParameterizedTest
    @EnumSource(ValueSet.class)
    void podsAreRestricted(ValueSet set) {
        assertThat(pods(set)).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.getHostNetwork()).isNull();
            assertThat(pod.getHostPID()).isNull();
            assertThat(pod.getHostIPC()).isNull();
            var security = Objects.requireNonNull(pod.getSecurityContext());
            assertThat(security.getRunAsNonRoot()).isTrue();
            assertThat(security.getRunAsUser()).isPositive();
            assertThat(security.getRunAsGroup()).isPositive();
            assertThat(Objects.requireNonNull(security.getSeccompProfile()).getType())
                    .isEqualTo("RuntimeDefault");
            assertThat(security.getSysctls()).isNullOrEmpty();
            assertThat(pod.getInitContainers()).isNullOrEmpty();
            assertThat(pod.getVolumes())
                    .isNotEmpty()
                    .allMatch(volume -> isRestricted(volume), "is an emptyDir, ConfigMap, Secret or claim");
        });
    }

    @ParameterizedTest
    @EnumSource(ValueSet.class)
    void containersAreRestrictedAndCannotWriteToTheirImage(ValueSet set) {
        List<V1Container> containers =
                pods(set).stream().flatMap(pod -> pod.getContainers().stream()).toList();

        assertThat(containers).isNotEmpty().allSatisfy(container -> {
            var security = Objects.requireNonNull(container.getSecurityContext());
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getPrivileged()).isNull();
            assertThat(security.getRunAsNonRoot()).isTrue();
            assertThat(security.getReadOnlyRootFilesystem()).isTrue();
            assertThat(Objects.requireNonNull(security.getCapabilities()).getDrop())
                    .containsExactly("ALL");
            assertThat(security.getCapabilities().getAdd()).isNullOrEmpty();
            assertThat(security.getProcMount()).isNull();
            assertThat(container.getPorts() == null ? List.of() : container.getPorts())
                    .allSatisfy(port -> assertThat(port).hasFieldOrPropertyWithValue("hostPort", null));
            assertThat(container.getVolumeMounts())
                    .anyMatch(mount -> mount.getMountPath().equals("/tmp"));
            assertThat(Objects.requireNonNull(container.getResources()).getLimits())
                    .containsKey("memory");
        });
    }

    @ParameterizedTest
    @EnumSource(ValueSet.class)
    void noPodCanSpeakToTheClustersApi(ValueSet set) {
        assertThat(pods(set)).allSatisfy(pod -> {
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks()).isFalse();
        });
        assertThat(Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(1), set.file())
                        .ofKind("ServiceAccount"))
                .allMatch(account ->
                        !account.json().path("automountServiceAccountToken").asBoolean(true));
    }

    @ParameterizedTest
    @EnumSource(ValueSet.class)
    void noSecretStandsInAManifest(ValueSet set) {
        Rendering rendering = Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(1), set.file());

        assertThat(rendering.ofKind("Secret")).isEmpty();
        assertThat(pods(set).stream().flatMap(pod -> pod.getContainers().stream()))
                .allSatisfy(container -> assertThat(container.getEnv())
                        .filteredOn(variable -> variable.getValue() != null)
                        .noneMatch(variable -> variable.getName().matches(".*(SECRET|PASSWORD|TOKEN|_KEY)(_.*)?")));
    }

    private static List<V1PodSpec> pods(ValueSet set) {
        return Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(1), set.file())
                .workloads()
                .map(workload -> Objects.requireNonNull(workload.pods().getSpec()))
                .toList();
    }

    private static boolean isRestricted(V1Volume volume) {
        return volume.getEmptyDir() != null
                || volume.getConfigMap() != null
                || volume.getSecret() != null
                || volume.getPersistentVolumeClaim() != null;
    }
}
