package io.orderlake.launcher.verify;

import static io.orderlake.launcher.verify.Difference.DUPLICATED;
import static io.orderlake.launcher.verify.Difference.EXTRA;
import static io.orderlake.launcher.verify.Difference.MISSING;
import static io.orderlake.launcher.verify.Difference.STALE;

import io.orderlake.proof.RowDifference;
import io.orderlake.proof.TableShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The comparison of one row without versions: its landed state must be the one at the source. */
final class PlainRow {

    private PlainRow() {}

    /** All differences that the landing objects of one format show. */
    static List<Finding> compare(TableShape table, RowEvidence row, String format) {
        List<Finding> findings = new ArrayList<>(repeats(row, format));
        List<LandedChange> landed = row.landedAs(format);
        LandedChange last = landed.isEmpty() ? null : landed.get(landed.size() - 1);
        boolean gone = last == null || last.isDelete();
        if (row.latestLook() instanceof SourceState.Present present) {
            if (gone && row.rejects().isEmpty()) {
                Difference difference = last == null ? MISSING : STALE;
                findings.add(new Finding(difference, format, row.key(), "the row is not in the lake"));
            } else if (last != null && !gone && !last.erased() && row.rejects().isEmpty()) {
                findings.addAll(differences(table, row, format, present, last));
            }
        } else if (!gone) {
            findings.add(new Finding(EXTRA, format, row.key(), "the row is not at the source, and no delete landed"));
        }
        return findings;
    }

    private static List<Finding> repeats(RowEvidence row, String format) {
        List<Finding> findings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (LandedChange change : row.landedAs(format)) {
            if (!seen.add(change.eventId())) {
                findings.add(new Finding(
                        DUPLICATED, format, row.key(), "the change at " + change.position() + " landed again"));
            }
        }
        return findings;
    }

    private static List<Finding> differences(
            TableShape table, RowEvidence row, String format, SourceState.Present present, LandedChange last) {
        List<String> differences = RowDifference.of(table, present.columns(), last.columns());
        return differences.isEmpty()
                ? List.of()
                : List.of(new Finding(STALE, format, row.key(), String.join("; ", differences)));
    }
}
