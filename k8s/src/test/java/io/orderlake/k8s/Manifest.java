package io.orderlake.k8s;

import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One object of Kubernetes. */
record Manifest(JsonNode json) {

    static final String SERVICE_MONITOR = "monitoring.coreos.com/v1/ServiceMonitor";

    private static final Map<String, Class<?>> TYPES = Map.of(
            "apps/v1/Deployment", V1Deployment.class,
            "apps/v1/StatefulSet", V1StatefulSet.class,
            "batch/v1/CronJob", V1CronJob.class,
            "v1/Service", V1Service.class,
            "v1/ServiceAccount", V1ServiceAccount.class,
            "v1/ConfigMap", V1ConfigMap.class,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class,
            "autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class);

    static {
        // The constructor registers the models; creating Gson alone does not.
        new JSON();
    }

    String kind() {
        return json.path("kind").asString("");
    }

    String name() {
        return json.at("/metadata/name").asString("");
    }

    String id() {
        return json.path("apiVersion").asString("") + "/" + kind();
    }

    Chart chart() {
        return Chart.named(label("app.kubernetes.io/name"));
    }

    String label(String key) {
        return json.path("metadata").path("labels").path(key).asString("");
    }

    boolean hasPods() {
        return !podPath().isEmpty() && !json.at(podPath()).isMissingNode();
    }

    V1PodTemplateSpec pods() {
        return read(json.at(podPath()), V1PodTemplateSpec.class);
    }

    /**
     * The object as Kubernetes' own model.
     *
     * @throws RuntimeException where a field is unknown or missing, or of another type
     */
    Object strict() {
        Class<?> type = TYPES.get(id());
        if (type == null) {
            throw new IllegalStateException("Expected one of " + TYPES.keySet() + " but was " + id());
        }
        return read(json, type);
    }

    private String podPath() {
        return switch (kind()) {
            case "Deployment", "StatefulSet" -> "/spec/template";
            case "CronJob" -> "/spec/jobTemplate/spec/template";
            default -> "";
        };
    }

    private static <T> T read(JsonNode node, Class<T> type) {
        return JSON.getGson().fromJson(node.toString(), type);
    }
}
