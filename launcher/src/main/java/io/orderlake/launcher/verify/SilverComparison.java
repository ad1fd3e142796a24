package io.orderlake.launcher.verify;

import io.orderlake.launcher.verify.SilverEvidence.SilverRow;
import io.orderlake.proof.RowDifference;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares rows of silver with the source: each is there once, in its last state, or as a tombstone where it was deleted. */
record SilverComparison(TableShape table) {

    /** All differences of a row. */
    List<ProofDifference> compare(String key, SilverEvidence row) {
        List<ProofDifference> differences = new ArrayList<>();
        for (int i = 1; i < row.silver().size(); i++) {
            differences.add(difference(
                    Kind.EXTRA, key, "the key is in silver " + row.silver().size() + " times"));
        }
        Map<String, String> source = row.source();
        if (row.silver().isEmpty()) {
            missing(key, row, differences);
        } else if (source != null) {
            present(key, source, row.silver().get(0), differences);
        } else {
            gone(key, row, row.silver().get(0), differences);
        }
        return differences;
    }

    private void missing(String key, SilverEvidence row, List<ProofDifference> differences) {
        if (row.source() != null) {
            differences.add(difference(Kind.MISSING, key, "the row is at the source, but not in silver"));
        } else if (row.isKnown()) {
            differences.add(difference(Kind.MISSING, key, "the row was deleted, but silver has no tombstone of it"));
        }
    }

    private void present(String key, Map<String, String> source, SilverRow silver, List<ProofDifference> differences) {
        List<String> sentences = silver.tombstone()
                ? List.of("expected a row but was a tombstone")
                : RowDifference.of(table, source, silver.columns());
        if (!sentences.isEmpty()) {
            differences.add(difference(Kind.STALE, key, String.join("; ", sentences)));
        }
    }

    private void gone(String key, SilverEvidence row, SilverRow silver, List<ProofDifference> differences) {
        if (!silver.tombstone()) {
            differences.add(difference(
                    row.isKnown() ? Kind.STALE : Kind.EXTRA, key, "the row is not at the source, but in silver"));
        } else if (!row.isKnown() && table.versioned()) {
            differences.add(difference(Kind.EXTRA, key, "silver has a tombstone of a row that never was"));
        } else if (!table.key().containsAll(silver.columns().keySet())) {
            differences.add(difference(
                    Kind.STALE,
                    key,
                    "a tombstone still contains "
                            + new TreeSet<>(silver.columns().keySet())));
        }
    }

    private ProofDifference difference(Kind kind, String key, String sentence) {
        return new ProofDifference(kind, table.name(), key, "", "", "", 0, 0, sentence);
    }
}
