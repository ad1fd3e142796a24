package io.orderlake.launcher.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what the comparison of all rows yields. */
final class Tally {

    /** Findings kept to be shown, of each kind and format. */
    private static final int EXAMPLES = 5;

    private final List<String> formats;
    private final Map<String, FormatTally> byFormat = new LinkedHashMap<>();
    private final List<Finding> examples = new ArrayList<>();
    private long rows;
    private long changes;

    Tally(List<String> formats) {
        this.formats = List.copyOf(formats);
        formats.forEach(format -> byFormat.put(format, new FormatTally(0, Map.of())));
    }

    /** Adds one row with what each format showed. */
    void add(RowEvidence row, List<Finding> findings) {
        rows++;
        changes += row.changes();
        for (String format : formats) {
            List<Finding> own =
                    findings.stream().filter(f -> f.format().equals(format)).toList();
            byFormat.computeIfPresent(
                    format, (f, tally) -> tally.plus(row.landedAs(format).size(), own));
        }
        for (Finding finding : findings) {
            long alike = examples.stream()
                    .filter(shown -> shown.difference() == finding.difference()
                            && shown.format().equals(finding.format()))
                    .count();
            if (alike < EXAMPLES) {
                examples.add(finding);
            }
        }
    }

    VerifyReport report(long rejected, Freshness freshness, double seconds) {
        long landed = byFormat.values().stream()
                .mapToLong(FormatTally::distinct)
                .min()
                .orElse(0);
        return new VerifyReport(rows, changes, landed, rejected, byFormat, examples, freshness, seconds);
    }

    /**
     * What one format showed.
     *
     * @param landed its rows
     */
    record FormatTally(long landed, Map<Difference, Long> counts) {

        FormatTally {
            counts = Map.copyOf(counts);
        }

        FormatTally plus(long rows, List<Finding> findings) {
            Map<Difference, Long> sum = new EnumMap<>(Difference.class);
            sum.putAll(counts);
            findings.forEach(finding -> sum.merge(finding.difference(), 1L, Long::sum));
            return new FormatTally(landed + rows, sum);
        }

        long count(Difference difference) {
            return counts.getOrDefault(difference, 0L);
        }

        /** Changes that landed, each counted once. */
        long distinct() {
            return landed - count(Difference.DUPLICATED);
        }
    }
}
