package io.orderlake.localaws.calls;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts every call that was answered since the process began; a call that a fault refused does not count. */
public final class CallCounters {

    /**
     * Sums of the calls of one kind.
     *
     * @param units capacity units of DynamoDB, counted from the size of the JSON and so at most a little too high; of
     *     everything else the number of calls
     */
    public record Totals(long calls, long requestBytes, long answerBytes, long units) {

        Totals plus(Totals other) {
            return new Totals(
                    calls + other.calls,
                    requestBytes + other.requestBytes,
                    answerBytes + other.answerBytes,
                    units + other.units);
        }
    }

    /** One kind of calls. */
    public record Line(AnsweredCall call, Totals totals) {}

    private final Map<AnsweredCall, Totals> counted = new ConcurrentHashMap<>();

    /** Adds a call that is billed as one unit. */
    public void add(AnsweredCall call, int requestBytes, int answerBytes) {
        add(call, requestBytes, answerBytes, 1);
    }

    public void add(AnsweredCall call, int requestBytes, int answerBytes, long units) {
        counted.merge(call, new Totals(1, requestBytes, answerBytes, units), Totals::plus);
    }

    /** By client, service, operation and resource. */
    public List<Line> lines() {
        return counted.entrySet().stream()
                .map(entry -> new Line(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(line -> line.call().toString()))
                .toList();
    }
}
