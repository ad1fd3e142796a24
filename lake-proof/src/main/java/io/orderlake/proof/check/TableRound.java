package io.orderlake.proof.check;

import io.orderlake.proof.Hash64;
import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.source.TableRows;
import io.orderlake.proof.state.FoldedRow;
import io.orderlake.proof.state.FoldedRow.Witness;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a table's rows with the state that their changes led to. A row that seems to differ is read again, and reported only
 * after the stream has been read past that moment, so that a change on its way is never a difference.
 */
public final class TableRound {

    private static final String ROW = "row:";
    private static final int MAX_DOUBTS = 10_000;
    private static final int READS_AT_ONCE = 100;
    private static final int FOLDED_AT_ONCE = 20_000;

    /** How late a listing may show the child of a shard that has ended. */
    private static final long LISTING_MILLIS = 10_000;

    private final TableRows table;
    private final boolean filtered;
    private final ProofStore store;
    private final Map<String, Doubt> doubts = new LinkedHashMap<>();

    private TableRows.@Nullable Scan scan;
    private SeenKeys seen = new SeenKeys(0, 0);
    private String folded = "";
    private Set<String> inFlight = Set.of();
    private boolean scanned;
    private long rows;
    private boolean complete = true;

    /** A row that seems to differ: when it was read again, the position of its folded state then, and what was found. */
    private record Doubt(long readAt, String position, Optional<RowFingerprint> found) {
        static final Doubt FRESH = new Doubt(0, "", Optional.empty());
    }

    /** @param filtered whether the table has filters: the lake then may lack changes of its rows */
    public TableRound(TableRows table, boolean filtered, ProofStore store) {
        this.table = table;
        this.filtered = filtered;
        this.store = store;
    }

    /** Begins to read all rows again; rows that differed before are in doubt from the start. */
    void begin(long round) {
        scan = table.scan();
        seen = new SeenKeys(Math.max(store.rows().count(), rows), round);
        rows = 0;
        folded = "";
        scanned = false;
        complete = false;
        int prefix = subject("").length();
        store.differences()
                .subjects(subject(""))
                .forEach(subject -> doubts.put(subject.substring(prefix), Doubt.FRESH));
    }

    /** Whether every row has been read, and the only rows in doubt have changes under way. */
    boolean complete() {
        return complete && inFlight.containsAll(doubts.keySet());
    }

    /** Continues the scan, and returns the read units that it took. */
    double step(int limit) {
        if (complete || doubts.size() >= MAX_DOUBTS) {
            return 0; // So many rows in doubt are settled before the scan continues: no row is left out.
        }
        if (!scanned && scan != null) {
            TableRows.Page page = scan.next(limit);
            page.rows().forEach(this::compare);
            rows += page.rows().size();
            scanned = page.last();
            return page.units();
        }
        findGone();
        return 0;
    }

    private void compare(TableRows.Row row) {
        seen.add(Hash64.of(row.key()));
        if (!agrees(store.rows().find(table.table(), row.key()), Optional.of(row.fingerprint()))) {
            doubt(row.key());
        }
    }

    private void doubt(String key) {
        doubts.putIfAbsent(key, Doubt.FRESH);
    }

    /** Finds rows that the folded state contains and the scan has not shown. */
    private void findGone() {
        int[] left = {FOLDED_AT_ONCE};
        String[] stoppedAt = {""};
        store.rows().forEach(table.table(), folded, (key, row) -> {
            if (--left[0] < 0) {
                stoppedAt[0] = key;
                return false;
            }
            if (!row.delete() && !seen.mayContain(Hash64.of(key))) {
                doubt(key);
            }
            return true;
        });
        folded = stoppedAt[0];
        complete = folded.isEmpty();
    }

    private boolean agrees(Optional<FoldedRow> fold, Optional<RowFingerprint> found) {
        if (fold.isEmpty()) {
            return found.isEmpty() || filtered;
        }
        FoldedRow row = fold.get();
        if (row.witness() == Witness.REJECT || (filtered && row.witness() == Witness.LAKE)) {
            return true;
        }
        return row.delete() ? found.isEmpty() : found.isPresent() && found.get().isContainedIn(row.fingerprint());
    }

    /**
     * Reads rows in doubt again, and settles those whose stream has been read past that moment. Returns the number of reads.
     *
     * @param listedAt milliseconds when the source's shards were listed last
     */
    int recheck(long now, long listedAt) {
        if (doubts.isEmpty()) {
            return 0;
        }
        long passed = passed(listedAt);
        inFlight = store.expectations().keys(table.table());
        int reads = 0;
        for (String key : List.copyOf(doubts.keySet())) {
            Doubt doubt = doubts.getOrDefault(key, Doubt.FRESH);
            Optional<FoldedRow> fold = store.rows().find(table.table(), key);
            String position = fold.map(FoldedRow::position).orElse("");
            boolean stale = doubt.readAt() == 0 || !doubt.position().equals(position);
            if (stale && reads < READS_AT_ONCE) {
                reads++;
                doubts.put(key, new Doubt(now, position, table.readRow(key)));
            } else if (!stale && agrees(fold, doubt.found())) {
                settle(key, List.of());
            } else if (!stale && doubt.readAt() <= passed && !inFlight.contains(key)) {
                settle(key, List.of(difference(key, fold, doubt.found(), now)));
            }
        }
        return reads;
    }

    private void settle(String key, List<ProofDifference> differences) {
        doubts.remove(key);
        store.differences().replace(subject(key), differences);
    }

    /** If all shards have ended, the stream was switched off, or the next listing shows their children. */
    private long passed(long listedAt) {
        List<SourceShardState> shards = store.shards().all().stream()
                .filter(shardState -> shardState.table().equals(table.table()))
                .toList();
        long ended = shards.isEmpty() ? 0 : listedAt - LISTING_MILLIS;
        return shards.stream()
                .filter(shardState -> !shardState.finished())
                .mapToLong(SourceShardState::through)
                .min()
                .orElse(ended);
    }

    private ProofDifference difference(String key, Optional<FoldedRow> fold, Optional<RowFingerprint> found, long now) {
        boolean inLake = fold.isPresent() && !fold.get().delete();
        Kind kind = !inLake ? Kind.MISSING : found.isEmpty() ? Kind.EXTRA : Kind.STALE;
        String sentence = switch (kind) {
            case MISSING -> "the table has the row, but the lake has no change that created it";
            case EXTRA -> "the lake has the row, but the table does not, and no delete was reported";
            default -> "the table's row differs from its last change in the lake";
        };
        long since = fold.map(FoldedRow::changedAt).orElse(1L);
        return new ProofDifference(kind, table.table(), key, "", "", "", since, now, sentence);
    }

    private String subject(String key) {
        return ROW + table.table() + "/" + key;
    }
}
