package io.orderlake.k8s;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The charts. Each folder has the name of its chart. */
enum Chart {
    ORDER_WRITER("orderwriter"),
    STREAM_RELAY("relay"),
    TRANSFORMER("transformer"),
    LAKE_WRITER("lakewriter"),
    LAKE_VERIFIER("verifier"),
    LAKEHOUSE(""),
    ORDERLAKE("");

    /** The folder in which Maven runs the tests. */
    static final Path MODULE = Path.of("").toAbsolutePath();

    private static final Path CHARTS = MODULE.resolve("charts");

    private final String packageOfSettings;

    Chart(String packageOfSettings) {
        this.packageOfSettings = packageOfSettings;
    }

    static List<Chart> services() {
        return Stream.of(values())
                .filter(chart -> !chart.packageOfSettings.isEmpty())
                .toList();
    }

    static List<Chart> alone() {
        return Stream.of(values()).filter(chart -> chart != ORDERLAKE).toList();
    }

    /** The chart that a workload names in its label. */
    static Chart named(String label) {
        return Stream.of(values())
                .filter(chart -> chart.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected the name of a chart but was " + label));
    }

    String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    Path folder() {
        return CHARTS.resolve(label());
    }

    /** Name of the service's Maven module. */
    String module() {
        return label() + "-service";
    }

    KnownSettings settings() {
        return KnownSettings.of("io.orderlake." + packageOfSettings, "io.orderlake.stream");
    }
}
