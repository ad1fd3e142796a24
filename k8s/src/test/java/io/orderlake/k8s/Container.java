package io.orderlake.k8s;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The only container of a workload, as a kubelet sees it. */
record Container(Chart chart, V1PodSpec pod, V1Container spec) {

    /** The value of every Secret in these tests. */
    static final String SECRET = "a-secret-that-the-cluster-keeps";

    static List<Container> of(Rendering rendering) {
        return rendering
                .workloads()
                .filter(workload -> Chart.services().contains(workload.chart()))
                .map(workload -> {
                    V1PodSpec pod = Objects.requireNonNull(workload.pods().getSpec());
                    return new Container(
                            workload.chart(), pod, pod.getContainers().get(0));
                })
                .toList();
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (V1EnvVar variable : Objects.requireNonNull(spec.getEnv())) {
            environment.put(variable.getName(), variable.getValue() == null ? SECRET : variable.getValue());
        }
        return environment;
    }

    int port(String name) {
        return Objects.requireNonNull(spec.getPorts()).stream()
                .filter(port -> name.equals(port.getName()))
                .map(V1ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Expected a port named " + name + " of " + chart));
    }

    /** The target of a probe, as {@code port/path}. */
    Probe probe(V1Probe probe) {
        var http = Objects.requireNonNull(probe.getHttpGet());
        String port = String.valueOf(http.getPort());
        return new Probe(port.matches("\\d+") ? Integer.parseInt(port) : port(port), String.valueOf(http.getPath()));
    }

    /** The target of a probe. */
    record Probe(int port, String path) {}
}
