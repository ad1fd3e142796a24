package io.orderlake.proof.journal;

import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.check.ObjectListener;
import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LandedRow.Erasure;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.state.JournaledChanges.Landed;
import io.orderlake.proof.state.JournaledChanges.Write;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Compares the lake with the journal: each acknowledged version has landed in each format, with the values that were written,
 * and versions ascend by position. It ignores rows and versions that the journal does not contain: other writers may use any.
 */
public final class JournalComparison implements ObjectListener {

    private static final String JOURNAL = "journal:";
    private static final List<String> NOWHERE = List.of("the lake");

    private final ProofStore store;
    private final Map<String, Integer> erased = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private final Set<String> filtered;
    private long leftOut;

    /** @param filtered tables with filters, which may leave out acknowledged versions */
    public JournalComparison(ProofStore store, Set<String> filtered) {
        this.store = store;
        this.filtered = Set.copyOf(filtered);
    }

    @Override
    public void compared(LedgerObject object, Stored stored, List<LandedRow> rows) {
        boolean first = read.add(object.key());
        for (LandedRow row : rows) {
            if (!row.rejected() && store.journal().contains(row.table(), row.key())) {
                compared(object.format(), row, first);
            }
        }
    }

    /** A delete contains the version of the row that it removed. */
    private void compared(String format, LandedRow row, boolean first) {
        boolean delete = row.op().equals("D");
        long version = row.details().version() + (delete ? 1 : 0);
        if (row.details().version() < 0) {
            if (row.erasure() == Erasure.VALUES && first) {
                erased.merge(row(format, row.table(), row.key()), 1, Integer::sum);
            }
            return;
        }
        store.journal()
                .find(row.table(), row.key(), version)
                .ifPresent(write -> store.journal()
                        .put(
                                format,
                                row.table(),
                                row.key(),
                                version,
                                new Landed(isSame(write, row, delete), row.position())));
    }

    private static boolean isSame(Write write, LandedRow row, boolean delete) {
        if (write.delete() != delete) {
            return false;
        }
        RowFingerprint written = write.fingerprint();
        RowFingerprint landed = row.fingerprint();
        return delete
                || written == null
                || row.erasure() == Erasure.VALUES
                || (landed != null && written.isContainedIn(landed));
    }

    private static String row(String format, String table, String key) {
        return format + "/" + table + "/" + key;
    }

    /**
     * Compares, and replaces the differences that were found before.
     *
     * @param formats in which each acknowledged version must be; if empty, nothing has landed, and all of them are missing
     */
    public void compare(Collection<String> formats, long now) {
        Collection<String> searched = formats.isEmpty() ? NOWHERE : formats;
        Map<String, Set<String>> awaited = new HashMap<>();
        leftOut = 0;
        store.journal().forEachRow((table, key, writes) -> {
            boolean underWay =
                    awaited.computeIfAbsent(table, store.expectations()::keys).contains(key);
            List<ProofDifference> differences = new ArrayList<>();
            if (!underWay) {
                long rejected =
                        store.rejects().of(table, key).size() + store.erased().count(table, key);
                searched.forEach(format -> differences.addAll(compare(format, table, key, writes, rejected, now)));
            }
            store.differences().replace(JOURNAL + table + "/" + key, differences);
        });
    }

    /** A reject and an erased row do not show their version; each accounts for one missing version. */
    private List<ProofDifference> compare(
            String format, String table, String key, SortedMap<Long, Write> writes, long rejected, long now) {
        List<ProofDifference> differences = new ArrayList<>();
        SortedMap<Long, Landed> landed = store.journal().landed(format, table, key);
        long unexplained = rejected + erased.getOrDefault(row(format, table, key), 0);
        String before = "";
        for (Map.Entry<Long, Write> write : writes.entrySet()) {
            Landed row = landed.get(write.getKey());
            String version = "version " + write.getKey();
            if (row == null) {
                if (!write.getValue().acknowledged() || --unexplained >= 0) {
                    continue;
                }
                if (filtered.contains(table)) {
                    leftOut++;
                } else {
                    differences.add(difference(
                            Kind.MISSING, table, key, now, version + " was acknowledged and is not in " + format));
                }
            } else if (!row.same()) {
                differences.add(difference(
                        Kind.ALTERED,
                        table,
                        key,
                        now,
                        version + " has other values in " + format + " than were written"));
            } else if (row.position().compareTo(before) < 0) {
                differences.add(difference(
                        Kind.OUT_OF_ORDER, table, key, now, version + " has a lower position than an older version"));
            } else {
                before = row.position();
            }
        }
        return differences;
    }

    /** Acknowledged versions that are not in the lake, and that a filter may have left out. */
    public long leftOut() {
        return leftOut;
    }

    private static ProofDifference difference(Kind kind, String table, String key, long now, String sentence) {
        return new ProofDifference(kind, table, key, "", "", "", now, now, sentence);
    }
}
