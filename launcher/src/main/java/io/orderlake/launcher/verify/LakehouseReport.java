package io.orderlake.launcher.verify;

import io.orderlake.proof.TableShape;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the comparison of silver and gold with the source came to.
 *
 * @param rows of silver, tombstones included
 * @param differences of silver's rows, by kind
 * @param examples some of them
 * @param gold a sentence for each table of gold that differs
 */
public record LakehouseReport(
        long rows, Map<Kind, Long> differences, List<ProofDifference> examples, List<String> gold) {

    private static final List<Kind> KINDS = List.of(Kind.MISSING, Kind.STALE, Kind.EXTRA);

    public LakehouseReport {
        differences = Map.copyOf(differences);
        examples = List.copyOf(examples);
        gold = List.copyOf(gold);
    }

    /** Whether silver is the source's state, and gold what follows from it. */
    public boolean agrees() {
        return differences.isEmpty() && gold.isEmpty();
    }

    /** Rows of silver that differ in that way. */
    public long count(Kind kind) {
        return differences.getOrDefault(kind, 0L);
    }

    /** What a program reads. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("silver_rows", rows);
        KINDS.forEach(kind -> members.put("silver_" + kind.word(), count(kind)));
        members.put("gold_ok", gold.isEmpty());
        return members;
    }

    /** The same for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder silver = new StringBuilder(String.format(Locale.ROOT, "  %-8s%,9d rows", "silver", rows));
        KINDS.forEach(
                kind -> silver.append(", ").append(count(kind)).append(' ').append(kind.word()));
        lines.add(silver.toString());
        for (ProofDifference finding : examples) {
            lines.add("  " + finding.kind().word() + " in silver: " + TableShape.shown(finding.key()) + ": "
                    + finding.sentence());
        }
        lines.add(String.format(
                Locale.ROOT, "  %-8s%,9d tables, %d of them differ", "gold", GoldSql.ALL.size(), gold.size()));
        gold.forEach(difference -> lines.add("  " + difference));
        return lines;
    }
}
