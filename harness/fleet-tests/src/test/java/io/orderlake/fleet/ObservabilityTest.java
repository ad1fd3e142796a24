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

/** Every expression of dashboards and alarms, asked of a running fleet with an order that became a reject and was redriven. */
@ExtendWith(ProvenFleet.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
// Last upon the shared fleet: the reject and the generator, which goes on, would be in the way of the others.
@Order(Integer.MAX_VALUE)
class ObservabilityTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Pattern SERIES = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? ", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Set<String> OF_EVERY_SCRAPE = Set.of("instance", "job");

    /** What a healthy fleet does not tell, and why. */
    private static final Map<String, String> UNTOLD = Map.of(
            "orderlake_gaps_total", "retention has overtaken no reader",
            "orderlake_redrive_left_total", "every reject could be sent again");

    /** What the reject brings about, and tests before this one that make the table's stream anew. */
    private static final Set<String> OF_THIS_FLEET = Set.of("OrderlakeRejects", "OrderlakeSourceEpoch", "OrderlakeGap");

    @TempDir
    private Path folder = Path.of("");

    private ProvenFleet fleet;

    @BeforeAll
    void makeARejectAndRedriveIt(ProvenFleet shared) {
        fleet = shared;
        fleet.dynamodb()
                .putItem(put -> put.tableName("CustomerOrders")
                        .item(Map.of(
                                "order_id", AttributeValue.fromS(ProvenFleet.POISON + "observed"),
                                "quantity", AttributeValue.fromN("0"),
                                "price", AttributeValue.fromN("1"),
                                "order_date", AttributeValue.fromS("2026-11-20"),
                                "updated_at", AttributeValue.fromN("1795176000000"),
                                "version", AttributeValue.fromN("1"))));
        await().atMost(PATIENCE)
                .until(() -> fleet.service("stream-relay-service")
                        .post("/redrive", "")
                        .contains("\"rejects\":1"));
    }

    @Test
    void everyMetricAndLabelIsOneThatAServiceTells() throws Exception {
        Map<String, Set<String>> told = labelsByMetric();
        Set<String> recorded = ObservabilityFiles.recorded().keySet();
        List<Shown> all = new ArrayList<>(ObservabilityFiles.shown());
        ObservabilityFiles.rules()
                .forEach(rule -> all.add(new Shown(
                        "rules.yml, "
                                + rule.path("alert")
                                        .asString(rule.path("record").asString("")),
                        rule.path("expr").asString(""))));
        for (Shown shown : all) {
            PromQl names = PromQl.of(shown.expression());
            assertThat(names.metrics().isEmpty()).as(shown.toString()).isFalse();
            Set<String> labels = new HashSet<>(OF_EVERY_SCRAPE);
            boolean known = true;
            for (Map.Entry<String, Set<String>> metric : names.metrics().entrySet()) {
                if (recorded.contains(metric.getKey()) || UNTOLD.containsKey(metric.getKey())) {
                    known = false;
                    continue;
                }
                assertThat(told).as(shown.toString()).containsKey(metric.getKey());
                Set<String> its = new HashSet<>(OF_EVERY_SCRAPE);
                its.addAll(Objects.requireNonNull(told.get(metric.getKey())));
                assertThat(its).as(shown.toString()).containsAll(metric.getValue());
                labels.addAll(its);
            }
            if (known) {
                assertThat(labels).as(shown.toString()).containsAll(names.grouped());
            }
        }
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
                // The counters of requests shall move while they are looked at, and rejects go on.
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
                        .anyMatch(UNTOLD::containsKey))
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
