package io.orderlake.deploy;

import java.util.ArrayList;
import java.util.List;

/** The metrics that dashboard, alarms and autoscaling read, as listed in {@code fleet-metrics.txt}. */
final class FleetMetrics {

    private static final String FILE = "fleet-metrics.txt";
    private static final int TAGS_FROM = 3;

    private final List<FleetMetric> all;

    private FleetMetrics(List<FleetMetric> all) {
        this.all = List.copyOf(all);
    }

    static FleetMetrics shipped() {
        List<FleetMetric> all = new ArrayList<>();
        Resources.text(FILE).lines().filter(line -> !line.startsWith("#")).forEach(line -> all.add(metric(line)));
        return new FleetMetrics(all);
    }

    /** @throws IllegalArgumentException if the list does not contain it */
    FleetMetric of(DeployedService service, String meter) {
        return all.stream()
                .filter(metric -> metric.service() == service && metric.meter().equals(meter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot use metric " + meter + " of " + service.text() + ": it is not in " + FILE));
    }

    private static FleetMetric metric(String line) {
        List<String> words = List.of(line.strip().split("\\s+", -1));
        return new FleetMetric(
                DeployedService.named(words.get(0)),
                words.get(1),
                FleetMetric.Kind.of(words.get(2)),
                words.subList(TAGS_FROM, words.size()));
    }
}
