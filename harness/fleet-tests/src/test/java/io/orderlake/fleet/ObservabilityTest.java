package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.fleet.ObservabilityFiles.Shown;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/** Evaluates every expression of dashboards and alarms on a running fleet, after one order became a reject and was redriven. */
@ExtendWith(ProvenFleet.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
// Runs last on the shared fleet: its reject and its running generator would disturb the other tests.
@Order(Integer.MAX_VALUE)
class ObservabilityTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Pattern SERIES = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? ", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Set<String> OF_EVERY_SCRAPE = Set.of("instance", "job");

    /** Metrics that a healthy fleet does not report, and why. */
    private static final Map<String, String> NOT_REPORTED = Map.of(
            "orderlake_gaps_total", "retention has overtaken no reader",
            "orderlake_redrive_left_total", "every reject could be sent again");

    /** Alarms that the reject causes, and the earlier tests that create the table's stream again. */
    private static final Set<String> OF_THIS_FLEET = Set.of("OrderlakeRejects", "OrderlakeSourceEpoch", "OrderlakeGap");

    @TempDir
    private Path folder = Path.of("");

    private ProvenFleet fleet;

    @BeforeAll
    void makeARejectAndRedriveIt(ProvenFleet shared) {
        fleet = shared;
        Map<String, AttributeValue> poison = Map.of(
                "order_id", AttributeValue.fromS(ProvenFleet.POISON + "observed"),
                "quantity", AttributeValue.fromN("0"),
                "price", AttributeValue.fromN("1"),
                "order_date", AttributeValue.fromS("2026-11-20"),
                "updated_at", AttributeValue.fromN("1795176000000"),
                "version", AttributeValue.fromN("1"));
        fleet.dynamodb().putItem(put -> put.tableName("CustomerOrders").item(poison));
        await().atMost(PATIENCE)
                .until(() -> fleet.service("stream-relay-service")
                        .post("/redrive", "")
                        .contains("\"rejects\":1"));
    }

    @Test
    void everyMetricAndLabelIsReportedByAService() throws Exception {
        Map<String, Set<String>> reported = labelsByMetric();
        for (Shown shown : allExpressions()) {
            PromQl names = PromQl.of(shown.expression());
            assertThat(names.metrics().isEmpty()).as(shown.toString()).isFalse();
            names.metrics().forEach((metric, labels) -> assertReported(shown, metric, labels, reported));
            if (names.metrics().keySet().stream().noneMatch(ObservabilityTest::isAbsent)) {
                assertThat(labelsOf(names, reported)).as(shown.toString()).containsAll(names.grouped());
            }
        }
    }

    private static List<Shown> allExpressions() {
        List<Shown> all = new ArrayList<>(ObservabilityFiles.shown());
        ObservabilityFiles.rules()
                .forEach(rule -> all.add(new Shown(
                        "rules.yml, "
                                + rule.path("alert")
                                        .asString(rule.path("record").asString("")),
                        rule.path("expr").asString(""))));
        return all;
    }

    /** Prometheus computes a recorded series itself; other absent metrics have a reason. */
    private static boolean isAbsent(String metric) {
        return ObservabilityFiles.recorded().containsKey(metric) || NOT_REPORTED.containsKey(metric);
    }

    private static void assertReported(
            Shown shown, String metric, Set<String> labels, Map<String, Set<String>> reported) {
        if (!isAbsent(metric)) {
            assertThat(reported).as(shown.toString()).containsKey(metric);
            Set<String> found = new HashSet<>(OF_EVERY_SCRAPE);
            found.addAll(Objects.requireNonNull(reported.get(metric)));
            assertThat(found).as(shown.toString()).containsAll(labels);
        }
    }

    private static Set<String> labelsOf(PromQl names, Map<String, Set<String>> reported) {
        Set<String> labels = new HashSet<>(OF_EVERY_SCRAPE);
        names.metrics().keySet().forEach(metric -> labels.addAll(Objects.requireNonNull(reported.get(metric))));
        return labels;
    }

    @Test
    void aPrometheusUnderstandsEveryExpressionAndFindsDataForIt() throws Exception {
        PrometheusTools tools = PrometheusTools.found();
        fleet.generate(900, 10);
        List<String> targets = fleet.services().stream()
                .map(service -> "127.0.0.1:" + service.managementPort())
                .toList();
        try (PrometheusProcess prometheus = new PrometheusProcess(tools.prometheus(), folder, targets)) {
            await().atMost(PATIENCE).ignoreException(ConnectException.class).until(prometheus::isReady);
            await().atMost(PATIENCE).untilAsserted(() -> {
                // Requests and redrives go on, so that their counters increase during the queries.
                fleet.service("order-writer-service").get("/generator");
                fleet.service("stream-relay-service").post("/redrive", "");
                assertThat(withoutData(prometheus)).isSubsetOf(expectedWithoutData());
            });
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(prometheus.rules())
                            .hasSameSizeAs(ObservabilityFiles.rules())
                            .allSatisfy(rule -> assertThat(rule.path("health").asString(""))
                                    .as(rule.toString())
                                    .isEqualTo("ok")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(firing(prometheus))
                            .contains("OrderlakeRejects")
                            .isSubsetOf(OF_THIS_FLEET));
        }
    }

    private static Set<String> withoutData(PrometheusProcess prometheus) throws IOException {
        Set<String> empty = new TreeSet<>();
        for (Shown shown : ObservabilityFiles.shown()) {
            boolean any = prometheus.samples(shown.expression()).stream()
                    .map(sample -> sample.path("value").path(1).asString("NaN"))
                    .anyMatch(value -> !value.equals("NaN"));
            if (!any) {
                empty.add(shown.toString());
            }
        }
        return empty;
    }

    private static Set<String> expectedWithoutData() {
        Map<String, String> recorded = ObservabilityFiles.recorded();
        return ObservabilityFiles.shown().stream()
                .filter(shown -> PromQl.of(shown.expression()).metrics().keySet().stream()
                        .flatMap(metric -> PromQl.of(recorded.getOrDefault(metric, metric)).metrics().keySet().stream())
                        .anyMatch(NOT_REPORTED::containsKey))
                .map(Shown::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> firing(PrometheusProcess prometheus) throws IOException {
        Set<String> firing = new TreeSet<>();
        for (JsonNode alarm : prometheus.samples("ALERTS{alertstate=\"firing\"}")) {
            firing.add(alarm.path("metric").path("alertname").asString(""));
        }
        return firing;
    }

    private Map<String, Set<String>> labelsByMetric() throws IOException {
        Map<String, Set<String>> metrics = new HashMap<>();
        for (TestService service : fleet.services()) {
            Matcher series = SERIES.matcher(service.metrics());
            while (series.find()) {
                Set<String> labels = metrics.computeIfAbsent(series.group(1), name -> new HashSet<>());
                Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
                while (label.find()) {
                    labels.add(label.group(1));
                }
            }
        }
        return metrics;
    }
}
