package io.orderlake.launcher.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The metrics of a service, read from its Prometheus page. */
public final class Metrics {

    private record Sample(String name, String labels, double value) {}

    private final List<Sample> samples;

    private Metrics(List<Sample> samples) {
        this.samples = samples;
    }

    /** The metrics of a service; empty if it does not answer. */
    public static Metrics of(int managementPort) {
        Http.Answer answer = Http.get(managementPort, "/actuator/prometheus");
        return answer.ok() ? parse(answer.body()) : new Metrics(List.of());
    }

    static Metrics parse(String page) {
        List<Sample> samples = new ArrayList<>();
        for (String line : page.lines().toList()) {
            int space = line.lastIndexOf(' ');
            if (space < 0 || line.startsWith("#")) {
                continue;
            }
            samples.add(sample(line.substring(0, space), number(line.substring(space + 1))));
        }
        return new Metrics(samples);
    }

    private static Sample sample(String series, double value) {
        int brace = series.indexOf('{');
        String name = brace < 0 ? series : series.substring(0, brace);
        String labels = brace < 0 ? "" : series.substring(brace);
        return new Sample(name, labels, value);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The sum of all series of a name whose labels contain the text; 0 if there is none. */
    public double sum(String name, String label) {
        return values(name, label).sum();
    }

    /** The highest of all series of a name whose labels contain the text. */
    public OptionalDouble max(String name, String label) {
        return values(name, label).max();
    }

    private DoubleStream values(String name, String label) {
        return samples.stream()
                .filter(s -> s.name().equals(name) && s.labels().contains(label))
                .mapToDouble(Sample::value)
                .filter(value -> !Double.isNaN(value));
    }
}
