package io.orderlake.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A metric that the deployment's alarms, dashboard and autoscaling ask CloudWatch for.
 *
 * @param tags all of its tags, since CloudWatch finds a metric by all of its dimensions only
 */
record WatchedMetrics(String service, String meter, String kind, Set<String> tags) {

    private static final String PERCENTILE = ".percentile";
    private static final int TAGS_FROM = 3;
    private static final JsonMapper JSON = new JsonMapper();

    /** The deployment's own list. */
    static List<WatchedMetrics> shipped() throws IOException {
        Path list = Path.of(
                "..", "..", "deploy", "src", "main", "resources", "io", "orderlake", "deploy", "fleet-metrics.txt");
        return Files.readAllLines(list).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .map(words -> new WatchedMetrics(
                        words.get(0), words.get(1), words.get(2), Set.copyOf(words.subList(TAGS_FROM, words.size()))))
                .toList();
    }

    /** All but the counters of disasters. */
    boolean happensInAGoodRun() {
        return !meter.equals("orderlake.gaps");
    }

    boolean isReportedByOneOf(List<TestService> services) {
        return services.stream()
                .filter(running -> running.is(service))
                .map(this::of)
                .anyMatch(this::isAsExpected);
    }

    private JsonNode of(TestService running) {
        try {
            String answer = running.manage("/actuator/metrics/" + meter.replace(PERCENTILE, ""));
            return JSON.readTree(answer.isEmpty() ? "{}" : answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isAsExpected(JsonNode reported) {
        Set<String> found = new TreeSet<>(reported.path("availableTags").findValuesAsString("tag"));
        if (isPercentile()) {
            // The Actuator's registry lists a quantile under its summary; CloudWatch's registry makes a gauge of each.
            found.add("phi");
        }
        String statistic = kind.equals("gauge") && !isPercentile() ? "VALUE" : "COUNT";
        return found.equals(tags)
                && reported.path("measurements").findValuesAsString("statistic").contains(statistic);
    }

    private boolean isPercentile() {
        return meter.endsWith(PERCENTILE);
    }
}
