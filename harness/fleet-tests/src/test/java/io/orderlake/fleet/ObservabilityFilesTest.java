package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Checks dashboards and alarms as files: Grafana and Prometheus accept them, and the operations page describes them correctly. */
class ObservabilityFilesTest {

    private static final int COLUMNS = 24;
    private static final String DATASOURCE = "${DS_PROMETHEUS}";
    private static final Pattern METER = Pattern.compile("`(orderlake\\.[a-z.]+)`");

    @Test
    void dashboardsAreWhatGrafanaTakes() {
        List<String> uids = new ArrayList<>();
        ObservabilityFiles.dashboards().forEach((file, dashboard) -> {
            uids.add(dashboard.path("uid").asString(""));
            assertThat(dashboard.path("schemaVersion").asInt(0)).as(file).isGreaterThanOrEqualTo(36);
            assertThat(dashboard.path("title").asString("")).as(file).isNotBlank();
            JsonNode source = dashboard.path("templating").path("list").path(0);
            assertThat(source.path("name").asString("")).as(file).isEqualTo("DS_PROMETHEUS");
            assertThat(source.path("type").asString("")).as(file).isEqualTo("datasource");
            assertThat(source.path("query").asString("")).as(file).isEqualTo("prometheus");
        });
        assertThat(uids).hasSizeGreaterThan(5).doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void everyPanelAsksTheChosenSource() {
        ObservabilityFiles.dashboards()
                .forEach((file, dashboard) -> panels(dashboard).forEach(panel -> {
                    String where = file + ", " + panel.path("title").asString("");
                    assertThat(panel.path("title").asString("")).as(where).isNotBlank();
                    assertThat(panel.path("targets").size()).as(where).isPositive();
                    assertThat(source(panel)).as(where).isEqualTo(DATASOURCE);
                    panel.path("targets").forEach(target -> {
                        assertThat(target.path("expr").asString("")).as(where).isNotBlank();
                        assertThat(source(target)).as(where).isEqualTo(DATASOURCE);
                    });
                    assertThat(panel.path("targets")
                                    .valueStream()
                                    .map(target -> target.path("refId").asString("")))
                            .as(where)
                            .doesNotHaveDuplicates();
                }));
    }

    @Test
    void panelsDoNotOverlap() {
        ObservabilityFiles.dashboards().forEach((file, dashboard) -> {
            Set<Integer> ids = new HashSet<>();
            Map<String, String> taken = new TreeMap<>();
            for (JsonNode panel : ObservabilityFiles.panels(dashboard)) {
                String where = file + ", " + panel.path("title").asString("");
                assertThat(ids.add(panel.path("id").asInt(0)))
                        .as("id of " + where)
                        .isTrue();
                JsonNode at = panel.path("gridPos");
                int right = at.path("x").asInt(0) + at.path("w").asInt(0);
                assertThat(right).as(where).isBetween(1, COLUMNS);
                for (int x = at.path("x").asInt(0); x < right; x++) {
                    for (int y = at.path("y").asInt(0);
                            y < at.path("y").asInt(0) + at.path("h").asInt(0);
                            y++) {
                        assertThat(taken.put(x + "/" + y, where)).as(where).isNull();
                    }
                }
            }
        });
    }

    @Test
    void everyAlarmOfTheOperationsPageIsAnAlertAndTheOtherWayRound() throws Exception {
        Map<String, Set<String>> alerts = new TreeMap<>();
        for (JsonNode alert : ObservabilityFiles.alerts()) {
            alerts.computeIfAbsent(alert.path("labels").path("alarm").asString(""), name -> new TreeSet<>())
                    .addAll(metersOf(alert.path("expr").asString("")));
        }

        Map<String, Set<String>> page = alarmsOfThePage();

        assertThat(alerts.keySet()).isEqualTo(page.keySet());
        page.forEach((alarm, meters) -> assertThat(alerts.get(alarm)).as(alarm).containsAll(meters));
    }

    @Test
    void everyAlertSaysHowGraveItIsWhatItIsAboutAndWhereToReadOn() throws Exception {
        for (JsonNode alert : ObservabilityFiles.alerts()) {
            String name = alert.path("alert").asString("");
            JsonNode annotations = alert.path("annotations");
            assertThat(alert.path("labels").path("severity").asString(""))
                    .as(name)
                    .isIn("critical", "warning", "info");
            String summary = annotations.path("summary").asString("");
            assertThat(summary).as(name).isNotBlank();
            boolean ofTheWholeFleet = alert.path("expr").asString("").startsWith("absent(");
            assertThat(summary.contains("{{ $labels.")).as(name).isNotEqualTo(ofTheWholeFleet);
            assertThat(annotations.path("description").asString("")).as(name).isNotBlank();
            String[] runbook = annotations.path("runbook_url").asString("").split("#", 2);
            assertThat(headings(ObservabilityFiles.ROOT.resolve(runbook[0])))
                    .as(name)
                    .contains(runbook[1]);
        }
    }

    @Test
    void everyAlertHasAUnitTest() {
        Set<String> tested = ObservabilityFiles.yaml("rules_test.yml")
                .path("tests")
                .valueStream()
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .filter(test -> test.path("exp_alerts").size() > 0)
                .map(test -> test.path("alertname").asString(""))
                .collect(Collectors.toSet());

        assertThat(ObservabilityFiles.alerts().stream()
                        .map(alert -> alert.path("alert").asString("")))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(tested);
    }

    @Test
    void prometheusTakesTheFilesAndTheUnitTestsPass() throws Exception {
        PrometheusTools tools = PrometheusTools.found();
        assertThat(tools.check("check", "config", "prometheus.yml")).contains("18 rules found");
        assertThat(tools.check("test", "rules", "rules_test.yml")).contains("SUCCESS");
    }

    private static List<JsonNode> panels(JsonNode dashboard) {
        return ObservabilityFiles.panels(dashboard).stream()
                .filter(panel -> !panel.path("type").asString("").equals("row"))
                .toList();
    }

    private static String source(JsonNode of) {
        return of.path("datasource").path("uid").asString("");
    }

    /** The metrics of an expression, in the spelling of Prometheus. A recorded series counts as the metrics that it is made of. */
    private static Set<String> metersOf(String expression) {
        Set<String> meters = new TreeSet<>();
        for (String name : PromQl.of(expression).metrics().keySet()) {
            String recorded = ObservabilityFiles.recorded().get(name);
            meters.addAll(recorded == null ? Set.of(withoutUnit(name)) : metersOf(recorded));
        }
        return meters;
    }

    private static String withoutUnit(String metric) {
        return metric.replaceAll("_(total|seconds|milliseconds|bytes)$", "").replace('_', '.');
    }

    private static Map<String, Set<String>> alarmsOfThePage() throws Exception {
        List<String> lines = Files.readAllLines(ObservabilityFiles.ROOT.resolve("docs/operations.md"));
        Map<String, Set<String>> alarms = new TreeMap<>();
        for (String line : lines.subList(lines.indexOf("## Alarms and what to do"), lines.size())) {
            String[] cells = line.split("\\|");
            if (cells.length == 5 && !cells[1].isBlank() && !cells[1].contains("---") && !cells[1].contains("alarm ")) {
                alarms.put(
                        cells[1].trim(),
                        METER.matcher(cells[2])
                                .results()
                                .map(meter -> meter.group(1))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return alarms;
    }

    /** The anchors of the headings, as links write them. */
    private static List<String> headings(Path page) throws Exception {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace(' ', '-'))
                .toList();
    }
}
