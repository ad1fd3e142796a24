package io.orderlake.simulation.campaign;

import io.orderlake.simulation.fault.PlannedFaultKind;
import io.orderlake.simulation.history.HistoryRun.Ended;
import io.orderlake.simulation.oracle.OracleDifference;
import io.orderlake.simulation.oracle.OracleDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A campaign's results as text and as JSON. */
public final class CampaignReport {

    private static final int LONGEST_TRACE = 60;

    private CampaignReport() {}

    /** A table of the faults, and below it the differences found. */
    public static List<String> lines(Results results) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-20s %10s %10s   %s", "fault", "histories", "happened", "meaning"));
        for (PlannedFaultKind kind : PlannedFaultKind.values()) {
            lines.add(line(kind, results));
        }
        lines.add("");
        lines.add(results.histories() + " histories, " + results.writes() + " changes, "
                + results.faultCounts().total() + " faults, " + results.events() + " events");
        lines.add(String.format(
                Locale.ROOT,
                "lost %d, duplicated %d, stale %d, out of order %d, other differences %d",
                results.of(Kind.LOST),
                results.of(Kind.DUPLICATED),
                results.of(Kind.STALE),
                results.of(Kind.OUT_OF_ORDER),
                others(results)));
        return lines;
    }

    private static String line(PlannedFaultKind kind, Results results) {
        return String.format(
                Locale.ROOT,
                "%-20s %10d %10d   %s",
                kind.label(),
                results.histories(kind),
                results.faultCounts().of(kind),
                kind.meaning());
    }

    private static long others(Results results) {
        return results.of(Kind.FORGED) + results.of(Kind.LEDGER) + results.of(Kind.NO_PROGRESS) + results.of(Kind.BUG);
    }

    /** The campaign's figures as one JSON object. */
    public static String json(Results results) {
        return String.format(
                Locale.ROOT,
                "{\"histories\":%d,\"changes\":%d,\"faults\":%d,\"events\":%d,\"lost\":%d,\"duplicated\":%d,\"stale\":%d,"
                        + "\"out_of_order\":%d,\"other_differences\":%d,\"failed_seeds\":%s,\"by_fault\":{%s}}",
                results.histories(),
                results.writes(),
                results.faultCounts().total(),
                results.events(),
                results.of(Kind.LOST),
                results.of(Kind.DUPLICATED),
                results.of(Kind.STALE),
                results.of(Kind.OUT_OF_ORDER),
                others(results),
                results.failed().keySet(),
                byFault(results));
    }

    private static String byFault(Results results) {
        return Stream.of(PlannedFaultKind.values())
                .map(kind -> String.format(
                        Locale.ROOT,
                        "\"%s\":{\"histories\":%d,\"happened\":%d}",
                        kind.label().replace(' ', '_'),
                        results.histories(kind),
                        results.faultCounts().of(kind)))
                .collect(Collectors.joining(","));
    }

    /** A failed history after shortening: its plan, what happened, and the differences. */
    public static List<String> failure(long seed, Ended whole, Ended shortest) {
        List<String> lines = new ArrayList<>();
        lines.add("seed " + seed + " fails: " + whole.differences().get(0));
        lines.add("the shortest history found with the same kind of difference, from "
                + whole.plan().writes().size() + " writes and "
                + whole.plan().faults().size() + " faults:");
        lines.add("  " + shortest.plan().settings());
        shortest.plan().writes().forEach(write -> lines.add("  " + write));
        shortest.plan().faults().forEach(fault -> lines.add("  " + fault));
        lines.add("what happened in it:");
        List<String> trace = relevantLines(shortest);
        trace.stream().skip(Math.max(0, trace.size() - LONGEST_TRACE)).forEach(line -> lines.add("  " + line));
        lines.add("what was found:");
        shortest.differences().stream()
                .map(OracleDifference::toString)
                .forEach(difference -> lines.add("  " + difference));
        lines.add("again: ./orderlake simulate --seeds " + seed + ".." + seed);
        return lines;
    }

    /** Without the calls that every process makes all the time. */
    private static List<String> relevantLines(Ended history) {
        return history.trace().lines().stream()
                .filter(line -> !line.matches(".*(LIST_|BEAT|GET_|RENEW_LEASE|FIND_STREAMS|NEWEST_STREAM|KEEP_PLAN).*"))
                .toList();
    }
}
