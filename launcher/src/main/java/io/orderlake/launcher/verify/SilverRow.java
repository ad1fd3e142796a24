package io.orderlake.launcher.verify;

import static io.orderlake.launcher.verify.Difference.EXTRA;
import static io.orderlake.launcher.verify.Difference.MISSING;
import static io.orderlake.launcher.verify.Difference.STALE;

import io.orderlake.proof.RowDifference;
import io.orderlake.proof.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The comparison of one row of silver with the source: there once, in its last state, or as a tombstone where it was deleted. */
final class SilverRow {

    /** What the witness is called among formats. */
    static final String SILVER = "silver";

    private SilverRow() {}

    /** All differences. */
    static List<Finding> compare(TableShape table, RowEvidence row) {
        List<Finding> findings = new ArrayList<>();
        List<LandedChange> rows = row.landedAs(SILVER);
        for (int i = 1; i < rows.size(); i++) {
            findings.add(finding(EXTRA, row, "the key stands " + rows.size() + " times"));
        }
        if (row.latestLook() instanceof SourceState.Present present) {
            present(table, row, present, findings);
        } else {
            gone(table, row, findings);
        }
        return findings;
    }

    private static void present(
            TableShape table, RowEvidence row, SourceState.Present present, List<Finding> findings) {
        if (row.landedAs(SILVER).isEmpty()) {
            findings.add(finding(MISSING, row, "the row is at the source, but not in silver"));
            return;
        }
        LandedChange silver = row.landedAs(SILVER).get(0);
        List<String> differences = silver.isDelete()
                ? List.of("expected a row but was a tombstone")
                : RowDifference.of(table, present.columns(), silver.columns());
        if (!differences.isEmpty()) {
            findings.add(finding(STALE, row, String.join("; ", differences)));
        }
    }

    private static void gone(TableShape table, RowEvidence row, List<Finding> findings) {
        boolean known =
                row.latestLook() instanceof SourceState.Deleted || row.journal().through() > 0;
        if (row.landedAs(SILVER).isEmpty()) {
            if (known) {
                findings.add(finding(MISSING, row, "the row was deleted, but silver has no tombstone of it"));
            }
            return;
        }
        LandedChange silver = row.landedAs(SILVER).get(0);
        if (!silver.isDelete()) {
            findings.add(finding(known ? STALE : EXTRA, row, "the row is not at the source, but stands in silver"));
        } else if (!known && table.versioned()) {
            findings.add(finding(EXTRA, row, "a tombstone stands for a row that never was"));
        } else if (!table.key().containsAll(silver.columns().keySet())) {
            findings.add(finding(
                    STALE,
                    row,
                    "a tombstone still holds " + new TreeSet<>(silver.columns().keySet())));
        }
    }

    private static Finding finding(Difference difference, RowEvidence row, String sentence) {
        return new Finding(difference, SILVER, row.key(), sentence);
    }
}
