package io.orderlake.launcher.verify;

import static io.orderlake.launcher.verify.Difference.DUPLICATED;
import static io.orderlake.launcher.verify.Difference.EXTRA;
import static io.orderlake.launcher.verify.Difference.MISSING;
import static io.orderlake.launcher.verify.Difference.OUT_OF_ORDER;
import static io.orderlake.launcher.verify.Difference.STALE;

import io.orderlake.proof.RowDifference;
import io.orderlake.proof.TableShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The comparison of one row whose versions count its changes from 1 without a gap, a delete included. What was written
 * before the first look at the source is due in the lake; what landed beyond it must be explained by the latest look.
 */
final class VersionedRow {

    private final TableShape table;
    private final RowEvidence row;
    private final String format;
    private final TreeMap<Long, List<LandedChange>> byVersion = new TreeMap<>();
    private final TreeMap<Long, String> stale = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> erased = new HashSet<>();

    private VersionedRow(TableShape table, RowEvidence row, String format) {
        this.table = table;
        this.row = row;
        this.format = format;
    }

    /** All differences that the landing objects of one format show. */
    static List<Finding> compare(TableShape table, RowEvidence row, String format) {
        VersionedRow comparison = new VersionedRow(table, row, format);
        comparison.orderedAndOnce();
        comparison.nothingExtra();
        comparison.nothingMissing();
        comparison.sameState();
        return comparison.findings;
    }

    private void orderedAndOnce() {
        long highest = 0;
        for (LandedChange change : row.landedAs(format)) {
            Long version = change.version();
            if (version == null && change.erased()) {
                if (!erased.add(change.eventId())) {
                    add(DUPLICATED, "the erased change at position " + change.position() + " landed again");
                }
                continue;
            }
            if (version == null) {
                add(EXTRA, "the row at position " + change.position() + " has no version");
                continue;
            }
            List<LandedChange> same = byVersion.computeIfAbsent(version, v -> new ArrayList<>());
            same.add(change);
            if (same.size() > 1) {
                add(DUPLICATED, "version " + version + " landed again at position " + change.position());
            } else if (version < highest) {
                add(OUT_OF_ORDER, "version " + version + " stands behind version " + highest);
            }
            highest = Math.max(highest, version);
        }
    }

    private void nothingExtra() {
        long written = writtenThrough();
        for (Map.Entry<Long, List<LandedChange>> landed : byVersion.entrySet()) {
            if (landed.getKey() < 1 || landed.getKey() > written) {
                add(EXTRA, "version " + landed.getKey() + " landed, but only 1 to " + written + " were written");
            }
        }
        boolean told = !(row.latestLook() instanceof SourceState.Absent);
        if (told && !erased.isEmpty() && byVersion.size() + erased.size() > written) {
            add(EXTRA, erased.size() + " erased changes landed, but only 1 to " + written + " were written");
        }
        if (!known() && !endsWithDelete() && !byVersion.isEmpty()) {
            add(EXTRA, "the source does not know the row, and its last landed change is no delete");
        }
    }

    private void nothingMissing() {
        // An erased change does not tell its version, and so accounts for one gap of its row.
        long unexplained = erased.size()
                + row.rejects().stream()
                        .filter(reject -> reject.version() == null)
                        .count();
        for (long version = 1; version <= dueThrough(); version++) {
            if (byVersion.containsKey(version) || isRejected(version)) {
                continue;
            }
            // A reject whose version cannot be read accounts for one gap of its row.
            if (unexplained > 0) {
                unexplained--;
            } else {
                add(MISSING, "version " + version + " of " + dueThrough() + " has not landed");
            }
        }
    }

    private void sameState() {
        row.journal().images().forEach(this::sameAs);
        for (SourceState look : row.looks()) {
            if (look instanceof SourceState.Present present) {
                sameAs(present.version(), present.columns());
            } else if (look instanceof SourceState.Deleted deleted) {
                sameAs(deleted.version(), Map.of());
            }
        }
        SourceState latest = row.latestLook();
        if (latest instanceof SourceState.Absent && row.journal().through() > 0 && !endsWithDelete()) {
            stale(byVersion.isEmpty() ? 0 : byVersion.lastKey(), "the row is not at the source, and no delete landed");
        } else if (!(latest instanceof SourceState.Absent)
                && latest.version() < row.journal().through()) {
            stale(
                    latest.version(),
                    "the source stands there, but acknowledged " + row.journal().through());
        }
        if (!stale.isEmpty()) {
            add(STALE, stale.lastEntry().getValue());
        }
    }

    /** A landed version must hold what a witness saw of it; what has not landed is missing or rejected already. */
    private void sameAs(long version, Map<String, String> image) {
        List<LandedChange> landed = byVersion.getOrDefault(version, List.of());
        if (landed.isEmpty() || landed.get(0).erased()) {
            return;
        }
        if (image.isEmpty() || landed.get(0).isDelete()) {
            if (image.isEmpty() != landed.get(0).isDelete()) {
                stale(version, image.isEmpty() ? "expected a delete but was a row" : "expected a row but was a delete");
            }
            return;
        }
        List<String> differences = RowDifference.of(table, image, landed.get(0).columns());
        if (!differences.isEmpty()) {
            stale(version, String.join("; ", differences));
        }
    }

    private void stale(long version, String sentence) {
        stale.putIfAbsent(version, "version " + version + ": " + sentence);
    }

    /** Versions up to this one must have landed. */
    private long dueThrough() {
        long due = Math.max(row.firstLook().version(), row.journal().through());
        return due > 0 || byVersion.isEmpty() ? due : byVersion.lastKey();
    }

    /** Versions above this one were never written. */
    private long writtenThrough() {
        if (row.latestLook() instanceof SourceState.Absent) {
            return byVersion.isEmpty() ? 0 : byVersion.lastKey();
        }
        return Math.max(
                Math.max(dueThrough(), row.latestLook().version()),
                row.journal().intended());
    }

    private boolean known() {
        return row.journal().through() > 0 || row.looks().stream().anyMatch(look -> look.version() > 0);
    }

    private boolean endsWithDelete() {
        List<LandedChange> landed = row.landedAs(format);
        if (!landed.isEmpty() && landed.get(landed.size() - 1).erased()) {
            return landed.get(landed.size() - 1).isDelete();
        }
        return !byVersion.isEmpty() && byVersion.lastEntry().getValue().get(0).isDelete();
    }

    private boolean isRejected(long version) {
        return row.rejects().stream().anyMatch(reject -> Objects.equals(reject.version(), version));
    }

    private void add(Difference difference, String sentence) {
        findings.add(new Finding(difference, format, row.key(), sentence));
    }
}
