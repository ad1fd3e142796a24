package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.localaws.LocalAwsGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Runs the services with exactly the environment of the manifests. */
class FleetFromChartsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String KEY = "a-key-that-is-made-of-chance-elsewhere";
    /** Exit code of a process that SIGTERM ended: 128 plus the number of the signal. */
    private static final int ENDED_AS_ASKED = 143;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final List<PodProcess> pods = new ArrayList<>();
    private LocalAwsGroup aws;

    @BeforeEach
    void startAws() throws Exception {
        aws = LocalAwsGroup.start(folder.resolve("aws"), LocalAwsGroup.Tables.IN_MEMORY);
    }

    @AfterEach
    void stopAll() {
        pods.forEach(PodProcess::close);
        aws.close();
    }

    @Test
    void theFleetOfTheLocalValuesBecomesReadyKnowsItsCallersShowsItsLagAndEndsAsAsked() throws Exception {
        List<Container> containers =
                Container.of(Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(1), ValueSet.LOCAL.file(), here()));
        assertThat(containers).extracting(Container::chart).containsExactlyInAnyOrderElementsOf(Chart.services());

        for (Container container : containers) {
            pods.add(PodProcess.start(
                    container, container.chart() == Chart.ORDER_WRITER ? callersOfTheApi() : Map.of(), folder));
        }

        await().atMost(PATIENCE).until(() -> pods.stream().allMatch(PodProcess::isReady));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pods)
                        .filteredOn(pod -> scalesByLag(pod.chart()))
                        .hasSize(3)
                        .allSatisfy(
                                pod -> assertThat(pod.metrics()).containsPattern(metricOfTheAutoscaler(pod.chart()))));
        assertThat(pods).allSatisfy(pod -> assertThat(pod.end()).isEqualTo(ENDED_AS_ASKED));
    }

    /** Settings that differ on this machine: the endpoints of AWS, free ports, and the loopback address. */
    private Path here() throws IOException {
        ObjectNode values = new YAMLMapper().createObjectNode();
        ObjectNode global = values.putObject("global");
        global.put("bindAddress", "127.0.0.1");
        global.putObject("aws")
                .put("endpoint", "")
                .put("kinesisEndpoint", aws.endpoints().kinesis().toString())
                .put("dynamodbEndpoint", aws.endpoints().dynamodb().toString())
                .put("s3Endpoint", aws.endpoints().s3().toString());
        for (Chart chart : Chart.services()) {
            values.putObject(chart.label())
                    .putObject("ports")
                    .put("http", freePort())
                    .put("management", freePort());
        }
        return ValueSet.write(
                values, Files.createDirectories(folder.resolve("values")).resolve("here.yaml"));
    }

    /** The content that {@code kubectl create secret} would receive. */
    private static Map<String, String> callersOfTheApi() throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "orderlake.security.api-keys.shop.sha256",
                HexFormat.of().formatHex(digest),
                "orderlake.security.api-keys.shop.roles",
                "read");
    }

    private static boolean scalesByLag(Chart chart) {
        return ValueSet.read(chart.folder().resolve("values.yaml"))
                .path("autoscaling")
                .has("lagSeconds");
    }

    private static Pattern metricOfTheAutoscaler(Chart chart) {
        String name = Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(1), ValueSet.PRODUCTION.file())
                .ofKind("HorizontalPodAutoscaler")
                .filter(scaler -> scaler.chart() == chart)
                .map(scaler ->
                        scaler.json().at("/spec/metrics/0/external/metric/name").asString())
                .findFirst()
                .orElseThrow();
        return Pattern.compile("(?m)^" + name + "\\{.*shard=");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
