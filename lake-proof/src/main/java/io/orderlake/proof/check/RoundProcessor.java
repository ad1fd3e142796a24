package io.orderlake.proof.check;

import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerReader.Head;
import io.orderlake.proof.state.CheckedClaim;
import io.orderlake.proof.state.ProofStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A full pass over table, bucket and ledger, in small steps within a limit of read units.
 *
 * <pre>
 *  waiting --(round-every)--> checking --(all checked)--> comparing again --(no doubt left)--> waiting
 * </pre>
 */
public final class RoundProcessor {

    private static final String ROUNDS = "rounds";
    private static final int MIN_ROWS = 10;
    private static final int MAX_ROWS = 1000;
    private static final int CLAIMS_AT_ONCE = 20;
    private static final double UNITS_PER_READ = 1;

    private final ProofStore store;
    private final ClaimQueue ledger;
    private final ClaimCheck claims;
    private final List<TableRound> tables;
    private final LakeRound lakeRound;
    private final LedgerRound ledgerRound;
    private final Pace pace;
    private final ProofCost cost;
    private final Deque<String> toCompare = new ArrayDeque<>();
    private boolean running;
    private boolean checked;
    private boolean moved;
    private long begunAt;
    private long lastTurn;
    private double units;

    /**
     * How fast a round is.
     *
     * @param readUnits read units a second, for tables and ledger together
     * @param every time between the starts of two rounds
     */
    public record Pace(double readUnits, Duration every) {}

    /** What is compared. */
    public record Parts(ClaimQueue ledger, LakeObjects lake, ClaimCheck claims, List<TableRound> tables) {
        public Parts {
            tables = List.copyOf(tables);
        }
    }

    public RoundProcessor(ProofStore store, Parts parts, Pace pace, ProofCost cost) {
        this.store = store;
        this.ledger = parts.ledger();
        this.claims = parts.claims();
        this.tables = parts.tables();
        this.lakeRound = new LakeRound(parts.lake(), store, cost);
        this.ledgerRound = new LedgerRound(ledger, store);
        this.pace = pace;
        this.cost = cost;
    }

    /** Number of rounds completed since the state was created. */
    public long completed() {
        return store.figure(ROUNDS);
    }

    /** Continues the round as far as the read units allow. */
    public void turn(long now, long listedAt) {
        double seconds = lastTurn == 0 ? 1 : (now - lastTurn) / 1000.0;
        lastTurn = now;
        moved = false;
        units = Math.min(pace.readUnits() * Math.max(1, seconds), units + pace.readUnits() * seconds);
        if (!running) {
            if (begunAt != 0 && now < begunAt + pace.every().toMillis()) {
                return;
            }
            begin(now);
        }
        scan();
        if (!checked) {
            check(now);
        }
        if (checked) {
            compareAgain(now, listedAt);
        }
        recheckRows(now, listedAt);
        if (checked && toCompare.isEmpty() && tables.stream().allMatch(TableRound::complete)) {
            complete(now);
        }
    }

    /** Whether the last turn read anything; if not, the round waits for the source, or for its next start. */
    public boolean hasMoved() {
        return moved;
    }

    /** Reads before it changes anything: a failed beginning is repeated. */
    private void begin(long now) {
        ledgerRound.begin();
        running = true;
        checked = false;
        begunAt = now;
        long round = completed() + 1;
        tables.forEach(table -> table.begin(round));
        lakeRound.begin();
    }

    private void check(long now) {
        moved = true;
        lakeRound.step();
        while (units > 0 && !ledgerRound.complete()) {
            ledgerRound.step(now);
            spend(UNITS_PER_READ);
        }
        if (lakeRound.complete() && ledgerRound.complete()) {
            List<Head> heads = ledger.heads();
            checked = true;
            lakeRound.reportUnclaimed(heads, now);
            ledgerRound.reportForged(heads, now);
            Set<String> doubtful = new HashSet<>(lakeRound.doubtful());
            doubtful.addAll(ledgerRound.doubtful());
            toCompare.addAll(doubtful);
        }
    }

    private void scan() {
        for (TableRound table : tables) {
            boolean more = true;
            while (units > 0 && more) {
                double taken = table.step(rows());
                spend(taken);
                more = taken > 0;
                moved |= more;
            }
        }
    }

    /** An eventually consistent read unit is 8 KB, about eight rows. */
    private int rows() {
        return (int) Math.max(MIN_ROWS, Math.min(MAX_ROWS, units * 8));
    }

    private void spend(double taken) {
        units -= taken;
        cost.read(taken);
    }

    private void compareAgain(long now, long listedAt) {
        List<Head> heads = toCompare.isEmpty() ? List.of() : ledger.heads();
        for (int left = CLAIMS_AT_ONCE; left > 0 && !toCompare.isEmpty(); left--) {
            String id = toCompare.element();
            if (!compareAgain(id, heads, now, listedAt)) {
                return;
            }
            toCompare.remove();
            moved = true;
        }
    }

    private boolean compareAgain(String id, List<Head> heads, long now, long listedAt) {
        String shard = id.substring(0, id.indexOf('#'));
        long number = Long.parseLong(id.substring(id.indexOf('#') + 1));
        Optional<LedgerClaim> claim = heads.stream()
                .filter(head -> (head.stream() + "/" + head.shardId()).equals(shard))
                .findFirst()
                .flatMap(head -> ledger.reread(head, number));
        if (claim.isEmpty()) {
            return true; // The round has already reported that it is gone.
        }
        List<String> wrong = new ArrayList<>(ledger.contradictions(claim.get()));
        Optional<CheckedClaim> before = store.lake().claim(id);
        if (before.isPresent() && before.get().fingerprint() != claim.get().fingerprint()) {
            wrong.add("the claim was changed after it was first compared");
        }
        return claims.check(new ClaimCheck.Read(claim.get(), wrong, now, listedAt), now);
    }

    private void recheckRows(long now, long listedAt) {
        for (TableRound table : tables) {
            int reads = table.recheck(now, listedAt);
            spend(reads * UNITS_PER_READ);
            moved |= reads > 0;
        }
    }

    private void complete(long now) {
        running = false;
        store.next(ROUNDS);
        store.figure("round_began_at", begunAt);
        store.figure("round_millis", now - begunAt);
    }
}
