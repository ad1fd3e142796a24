package io.orderlake.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of {@code deploy/observability}. */
final class ObservabilityFiles {

    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    static final Path PROMETHEUS = ROOT.resolve("deploy/observability/prometheus");

    private static final Path GRAFANA = ROOT.resolve("deploy/observability/grafana");

    /**
     * An expression as Prometheus would get it from Grafana.
     *
     * @param where file and panel
     */
    record Shown(String where, String expression) {}

    private ObservabilityFiles() {}

    /** The dashboards by file name. */
    static Map<String, JsonNode> dashboards() {
        try (Stream<Path> files = Files.list(GRAFANA)) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString(),
                    file -> new JsonMapper().readTree(file),
                    (one, other) -> one,
                    TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row is a panel too. It contains other panels only while it is closed. */
    static List<JsonNode> panels(JsonNode dashboard) {
        return dashboard.path("panels").valueStream().toList();
    }

    static List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        dashboards()
                .forEach((file, dashboard) -> panels(dashboard)
                        .forEach(panel -> panel.path("targets")
                                .valueStream()
                                .map(target -> target.path("expr").asString(""))
                                .forEach(expression -> shown.add(new Shown(
                                        file + ", " + panel.path("title").asString(""),
                                        withoutVariables(expression))))));
        return shown;
    }

    private static String withoutVariables(String expression) {
        return expression.replace("$__rate_interval", "30s").replace("$instance", ".*");
    }

    static JsonNode yaml(String file) {
        return new YAMLMapper().readTree(PROMETHEUS.resolve(file));
    }

    static List<JsonNode> rules() {
        return yaml("rules.yml")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    /** The expression of each recorded series. */
    static Map<String, String> recorded() {
        return rules().stream()
                .filter(rule -> rule.has("record"))
                .collect(Collectors.toMap(
                        rule -> rule.path("record").asString(""),
                        rule -> rule.path("expr").asString("")));
    }
}
