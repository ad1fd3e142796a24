package io.orderlake.deploy;

import io.orderlake.contract.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;

/** The dashboard of the fleet, in the order in which a change passes the services. */
final class FleetDashboard {

    private static final int WIDTH = 8;
    private static final Duration MINUTE = Duration.minutes(1);

    private final FleetMetrics metrics;

    FleetDashboard(FleetMetrics metrics) {
        this.metrics = metrics;
    }

    void addTo(Stack stack, Tables tables) {
        Dashboard.Builder.create(stack, "Dashboard")
                .dashboardName("orderlake")
                .defaultInterval(Duration.hours(3))
                .widgets(List.of(
                        List.of(
                                graph("Lag, ms", ofEach("orderlake.lag")),
                                graph("Freshness, p99 ms", freshness(tables)),
                                graph(
                                        "Proof: behind, s",
                                        max(DeployedService.LAKE_VERIFIER, "orderlake.verified.lag"))),
                        List.of(
                                graph(
                                        "Changes a minute",
                                        sum(DeployedService.STREAM_RELAY, "orderlake.changes.out"),
                                        sum(DeployedService.LAKE_WRITER, "orderlake.changes.out")),
                                graph("Rejects", sum(DeployedService.LAKE_WRITER, "orderlake.changes.rejected")),
                                graph(
                                        "Differences",
                                        max(DeployedService.LAKE_VERIFIER, "orderlake.verified.differences"))),
                        List.of(
                                graph("Open claims", max(DeployedService.LAKE_WRITER, "orderlake.claims.open")),
                                graph("Landed, bytes", sum(DeployedService.LAKE_WRITER, "orderlake.objects.bytes")),
                                graph("Running tasks", tasks()))))
                .build();
    }

    private IMetric[] ofEach(String meter) {
        return DeployedService.STREAMING.stream()
                .map(service -> max(service, meter))
                .toArray(IMetric[]::new);
    }

    private IMetric[] freshness(Tables tables) {
        FleetMetric freshness = metrics.of(DeployedService.LAKE_WRITER, "orderlake.freshness.percentile");
        List<IMetric> all = new ArrayList<>();
        tables.all().forEach(table -> all.add(freshness.max(MINUTE, Map.of("table", table.name(), "phi", "0.99"))));
        return all.toArray(IMetric[]::new);
    }

    private static IMetric[] tasks() {
        return Stream.of(DeployedService.values()).map(FleetDashboard::running).toArray(IMetric[]::new);
    }

    private static IMetric running(DeployedService service) {
        return Metric.Builder.create()
                .namespace("ECS/ContainerInsights")
                .metricName("RunningTaskCount")
                .dimensionsMap(Map.of("ClusterName", Names.CLUSTER, "ServiceName", service.text()))
                .statistic("Average")
                .period(MINUTE)
                .label(service.text())
                .build();
    }

    private IMetric max(DeployedService service, String meter) {
        return metrics.of(service, meter).max(MINUTE);
    }

    private IMetric sum(DeployedService service, String meter) {
        return metrics.of(service, meter).sum(MINUTE);
    }

    private static IWidget graph(String title, IMetric... of) {
        return GraphWidget.Builder.create()
                .title(title)
                .width(WIDTH)
                .left(List.of(of))
                .build();
    }
}
