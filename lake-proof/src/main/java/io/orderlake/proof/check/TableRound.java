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
 * Compares a table's rows with the fold of their changes. A row that seems to differ is looked at again, and judged only when
 * the stream has passed that look: what is in flight is never a difference.
 */
public final class TableRound {

    private static final String ROW = "row:";
    private static final int MAX_DOUBTS = 10_000;
    private static final int LOOKS_AT_ONCE = 100;
    private static final int FOLDED_AT_ONCE = 20_000;

    private final TableRows table;
    private final boolean filtered;
    private final ProofStore store;
    private final Map<String, Doubt> doubts = new LinkedHashMap<>();

    private TableRows.@Nullable Scan scan;
    private SeenKeys seen = new SeenKeys(0, 0);
    private String folded = "";
    private Set<String> inFlight = Set.of();
    private boolean scanned;
    private boolean complete = true;

    /** A row that seems to differ; looked at again at a moment, when its fold stood at a position. */
    private record Doubt(long lookedAt, String position, Optional<RowFingerprint> found) {
        static final Doubt FRESH = new Doubt(0, "", Optional.empty());
    }

    /** @param filtered whether the table has filters: the lake then need not show its rows as they are */
    public TableRound(TableRows table, boolean filtered, ProofStore store) {
        this.table = table;
        this.filtered = filtered;
        this.store = store;
    }

    /** Begins to look at all rows once more; what differed before is looked at first. */
    void begin(long round) {
        scan = table.scan();
        seen = new SeenKeys(store.rows().count(), round);
        folded = "";
        scanned = false;
        complete = false;
        int prefix = subject("").length();
        store.differences()
                .subjects(subject(""))
                .forEach(subject -> doubts.put(subject.substring(prefix), Doubt.FRESH));
    }

    /** Whether every row has been looked at and no doubt is left but about rows with changes under way. */
    boolean complete() {
        return complete && inFlight.containsAll(doubts.keySet());
    }

    /** Goes on with the scan; gives the read units that it took. */
    double step(int limit) {
        if (complete) {
            return 0;
        }
        if (!scanned && scan != null) {
            TableRows.Page page = scan.next(limit);
            page.rows().forEach(this::compare);
            scanned = page.last();
            return page.units();
        }
        lookForGone();
        return 0;
    }

    private void compare(TableRows.Row row) {
        seen.add(Hash64.of(row.key()));
        if (!agrees(store.rows().find(table.table(), row.key()), Optional.of(row.print()))) {
            doubt(row.key());
        }
    }

    private void doubt(String key) {
        if (doubts.size() < MAX_DOUBTS) {
            doubts.putIfAbsent(key, Doubt.FRESH);
        }
    }

    /** Rows that the fold has and the scan has not shown. */
    private void lookForGone() {
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
        return row.delete() ? found.isEmpty() : found.isPresent() && found.get().isHeldBy(row.print());
    }

    /** Looks again at rows in doubt, and judges those whose look the stream has passed. */
    int settle(long now) {
        if (doubts.isEmpty()) {
            return 0;
        }
        long passed = passed();
        inFlight = store.expectations().keys(table.table());
        int looks = 0;
        for (String key : List.copyOf(doubts.keySet())) {
            Doubt doubt = doubts.getOrDefault(key, Doubt.FRESH);
            Optional<FoldedRow> fold = store.rows().find(table.table(), key);
            String position = fold.map(FoldedRow::position).orElse("");
            boolean stale = doubt.lookedAt() == 0 || !doubt.position().equals(position);
            if (stale && looks < LOOKS_AT_ONCE) {
                looks++;
                doubts.put(key, new Doubt(now, position, table.look(key)));
            } else if (!stale && agrees(fold, doubt.found())) {
                judged(key, List.of());
            } else if (!stale && doubt.lookedAt() <= passed && !inFlight.contains(key)) {
                judged(key, List.of(difference(key, fold, doubt.found(), now)));
            }
        }
        return looks;
    }

    private void judged(String key, List<ProofDifference> differences) {
        doubts.remove(key);
        store.differences().replace(subject(key), differences);
    }

    private long passed() {
        return store.shards().all().stream()
                .filter(place -> place.table().equals(table.table()) && !place.finished())
                .mapToLong(SourceShardState::through)
                .min()
                .orElse(0);
    }

    private ProofDifference difference(String key, Optional<FoldedRow> fold, Optional<RowFingerprint> found, long now) {
        boolean inLake = fold.isPresent() && !fold.get().delete();
        Kind kind = !inLake ? Kind.MISSING : found.isEmpty() ? Kind.EXTRA : Kind.STALE;
        String sentence = switch (kind) {
            case MISSING -> "the table has the row, and the lake has no change that made it";
            case EXTRA -> "the lake has the row, the table has not, and no delete was told";
            default -> "the table's row is not what its last change in the lake made it";
        };
        long since = fold.map(FoldedRow::changedAt).orElse(1L);
        return new ProofDifference(kind, table.table(), key, "", "", "", since, now, sentence);
    }

    private String subject(String key) {
        return ROW + table.table() + "/" + key;
    }
}
