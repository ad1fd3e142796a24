package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChartRefusalTest {

    @TempDir
    Path folder;

    /** Wrong values, and words of the error message that Helm gives. */
    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong("order-writer: {replica: 2}", "order-writer", "replica"),
                wrong("order-writers: {replicas: 2}", "order-writers"),
                wrong("order-writer: {replicas: 0}", "replicas", "minimum"),
                wrong("order-writer: {replicas: two}", "replicas", "integer"),
                wrong("order-writer: {ports: {http: 80800}}", "ports/http", "got 80,800"),
                wrong("order-writer: {api: {enabled: true}}", "order-writer", "auth.mode", "none"),
                wrong("order-writer: {auth: {mode: basic}}", "auth/mode", "oauth2"),
                wrong("stream-relay: {auth: {mode: api-key}}", "stream-relay", "auth.existingSecret"),
                wrong("order-writer: {auth: {mode: oauth2}}", "order-writer", "orderlake.security.oauth2"),
                wrong("order-writer: {auth: {apiKey: abc}}", "apiKey"),
                wrong("order-writer: {orderlake: {security: {api-keys: {shop: {}}}}}", "api-keys"),
                wrong("global: {monitoring: {openMetrics: true}, networkPolicy: {enabled: false}}", "networkPolicy"),
                wrong("order-writer: {orderlake: {generator: {rat: 1}}}", "orderlake/generator", "rat"),
                wrong("lake-writer: {orderlake: {lake: {max-age: sixty}}}", "lake/max-age"),
                wrong("lake-writer: {orderlake: {lake: {max-bytes: 16MiB}}}", "lake/max-bytes"),
                wrong("lake-writer: {orderlake: {lake: {delivery: kafka}}}", "lake/delivery", "firehose"),
                wrong("lake-writer: {orderlake: {lease-table: mine}}", "lease-table"),
                wrong("transformer: {orderlake: {mask: {key: a-secret-in-the-values}}}", "mask"),
                wrong("transformer: {maskKey: {existingSecret: \"\"}}", "maskKey.existingSecret"),
                wrong("transformer: {orderlake: {aws: {endpoint: \"http://elsewhere\"}}}", "aws", "endpoint"),
                wrong("transformer: {terminationGracePeriodSeconds: 30}", "terminationGracePeriodSeconds", "86"),
                wrong("transformer: {resources: {limits: {memory: 1GB}}}", "resources/limits/memory"),
                wrong("transformer: {image: {digest: latest}}", "digest"),
                wrong("transformer: {autoscaling: {enabled: true, minReplicas: 9}}", "maxReplicas", "9"),
                wrong("transformer: {extraEnv: [{nam: A}]}", "extraEnv"),
                wrong("transformer: {serviceAccount: {roleArn: \"orderlake\"}}", "roleArn"),
                wrong("lake-verifier: {replicas: 2}", "replicas", "maximum"),
                wrong("lake-verifier: {persistence: {size: big}}", "persistence/size"),
                wrong("lakehouse: {enabled: true, jobs: {merge: {schedule: hourly}}}", "schedule"),
                wrong("lakehouse: {enabled: true, jobs: {merge: {run: [platinum]}}}", "run", "silver"),
                wrong("lakehouse: {enabled: true, catalog: silver}", "catalog"),
                wrong("lakehouse: {enabled: true, catalogOptions: {uri: \"a,b\"}}", "catalogOptions"),
                wrong("global: {aws: {region: Frankfurt}}", "region"),
                wrong("global: {aws: {endpoint: localstack:4566}}", "endpoint"),
                wrong("global: {aws: {secretAccessKey: x}}", "secretAccessKey"),
                wrong("global: {streams: {lanes: 0}}", "lanes"),
                wrong("global: {names: {bucket: My_Bucket}}", "bucket"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueIsRefusedByASentenceThatNamesIt(String values, String[] words) throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), values);

        assertThatThrownBy(() -> Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(2), file))
                .message()
                .contains(words);
    }

    @ParameterizedTest
    @MethodSource("olderKubernetes")
    void aKubernetesThatIsTooOldIsRefused(Chart chart) {
        assertThatThrownBy(() -> Rendering.of(chart, "1.28.0"))
                .message()
                .contains("requires kubeVersion: >=1.29.0-0", "1.28.0");
    }

    static Stream<Chart> olderKubernetes() {
        return Stream.of(Chart.values());
    }

    private static Arguments wrong(String values, String... words) {
        return Arguments.of(values, words);
    }
}
