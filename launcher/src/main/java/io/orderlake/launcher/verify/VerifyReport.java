package io.orderlake.launcher.verify;

import io.orderlake.launcher.verify.Tally.FormatTally;
import io.orderlake.proof.TableShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the comparison of source and lake came to.
 *
 * @param orders rows that any witness knows
 * @param changes changes that were written
 * @param landed changes that landed, in the format that has fewest
 * @param rejected changes that lie under {@code errors/} and have not landed since
 * @param byFormat what each landing format showed
 * @param examples some differences of each kind
 * @param seconds how long it took
 */
public record VerifyReport(
        long orders,
        long changes,
        long landed,
        long rejected,
        Map<String, FormatTally> byFormat,
        List<Finding> examples,
        Freshness freshness,
        double seconds) {

    private static final JsonMapper JSON = new JsonMapper();

    public VerifyReport {
        byFormat = new LinkedHashMap<>(byFormat);
        examples = List.copyOf(examples);
    }

    /** Whether all that was written stands in the lake, once, in order and nothing else; open rejects are told apart. */
    public boolean agrees() {
        return byFormat.values().stream().allMatch(format -> format.counts().isEmpty());
    }

    /** Differences of a kind, over all formats. */
    public long count(Difference difference) {
        return difference == Difference.REJECTED
                ? rejected
                : byFormat.values().stream()
                        .mapToLong(format -> format.count(difference))
                        .sum();
    }

    /** The same with another duration: a demo counts from its own start. */
    public VerifyReport lasting(double allSeconds) {
        return new VerifyReport(orders, changes, landed, rejected, byFormat, examples, freshness, allSeconds);
    }

    /** One object on one line. */
    public String json() {
        return JSON.writeValueAsString(members());
    }

    /** What a program reads. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("orders", orders);
        members.put("changes", changes);
        members.put("landed", landed);
        for (Difference difference : Difference.values()) {
            members.put(difference.word(), count(difference));
        }
        members.put("seconds", Math.round(seconds * 10) / 10.0);
        members.put("freshness_p50_ms", freshness.p50());
        members.put("freshness_p99_ms", freshness.p99());
        return members;
    }

    /** The same for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d orders, %,d changes written, %,d landed, %,d rejected",
                orders,
                changes,
                landed,
                rejected));
        byFormat.forEach((format, tally) -> lines.add(line(format, tally)));
        for (Finding finding : examples) {
            lines.add("  " + finding.difference().word() + " in " + finding.format() + ": "
                    + TableShape.shown(finding.key()) + ": " + finding.sentence());
        }
        if (rejected > 0) {
            lines.add("  " + rejected + " changes lie under errors/: ./orderlake redrive sends them again after a fix");
        }
        lines.add(String.format(Locale.ROOT, "Freshness: p50 %,d ms, p99 %,d ms", freshness.p50(), freshness.p99()));
        return lines;
    }

    private static String line(String format, FormatTally tally) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-8s%,9d rows", format, tally.landed()));
        for (Difference difference : Difference.values()) {
            if (difference != Difference.REJECTED) {
                line.append(", ").append(tally.count(difference)).append(' ').append(difference.word());
            }
        }
        return line.toString();
    }
}
