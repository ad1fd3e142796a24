package io.orderlake.deploy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * A metric of one service in CloudWatch. Shards and tables come and go, so a metric with such dimensions is read by a query
 * over all of them. An alarm can use such a query, too.
 *
 * @param meter the name in the service
 * @param dimensions in alphabetical order
 */
record FleetMetric(DeployedService service, String meter, Kind kind, List<String> dimensions) {

    /** The suffix of the name in CloudWatch. */
    enum Kind {
        GAUGE("value"),
        COUNTER("count");

        private final String ending;

        Kind(String ending) {
            this.ending = ending;
        }

        static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    FleetMetric {
        dimensions = List.copyOf(dimensions);
    }

    /** The name in CloudWatch. */
    String name() {
        return meter + "." + kind.ending;
    }

    IMetric max(Duration period) {
        return of("MAX", period, Map.of());
    }

    IMetric max(Duration period, Map<String, String> where) {
        return of("MAX", period, where);
    }

    IMetric sum(Duration period) {
        return of("SUM", period, Map.of());
    }

    private IMetric of(String statistic, Duration period, Map<String, String> where) {
        Map<String, String> conditions = new TreeMap<>(where);
        conditions.put("service", service.text());
        if (conditions.keySet().containsAll(dimensions)) {
            return Metric.Builder.create()
                    .namespace(Names.METRICS)
                    .metricName(name())
                    .dimensionsMap(conditions)
                    .statistic(statistic.equals("MAX") ? "Maximum" : "Sum")
                    .period(period)
                    .label(service.text())
                    .build();
        }
        return MathExpression.Builder.create()
                .expression(query(statistic, conditions))
                .label(service.text())
                .usingMetrics(Map.of())
                .period(period)
                .build();
    }

    private String query(String statistic, Map<String, String> conditions) {
        String where = conditions.entrySet().stream()
                .map(condition -> condition.getKey() + " = '" + condition.getValue() + "'")
                .collect(Collectors.joining(" AND "));
        return "SELECT " + statistic + "(\"" + name() + "\") FROM SCHEMA(\"" + Names.METRICS + "\", "
                + String.join(", ", dimensions) + ") WHERE " + where;
    }
}
