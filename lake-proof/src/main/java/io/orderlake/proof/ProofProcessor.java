package io.orderlake.proof;

import io.orderlake.proof.check.ChangeWitness;
import io.orderlake.proof.check.ClaimCheck;
import io.orderlake.proof.check.ClaimQueue;
import io.orderlake.proof.check.MissingChanges;
import io.orderlake.proof.check.RoundProcessor;
import io.orderlake.proof.check.VerifiedThrough;
import io.orderlake.proof.state.ProofStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Compares source and lake, one turn after another on one thread. A turn reads new claims, reads the source past them, compares
 * them, finds missing changes, continues the round, commits, and computes up to when all is proven.
 */
public final class ProofProcessor {

    private static final int MAX_READS = 200;
    private static final int MAX_CLAIMS = 200;

    private final ProofStore store;
    private final List<ChangeWitness> sources;
    private final ClaimQueue ledger;
    private final ClaimCheck claims;
    private final MissingChanges missing;
    private final RoundProcessor rounds;
    private final InstantSource clock;

    private volatile VerifiedThrough through = new VerifiedThrough(0, List.of());

    /** What is compared. */
    public record Comparisons(
            List<ChangeWitness> sources, ClaimQueue ledger, ClaimCheck claims, RoundProcessor rounds) {
        public Comparisons {
            sources = List.copyOf(sources);
        }
    }

    public ProofProcessor(ProofStore store, Comparisons comparisons, InstantSource clock) {
        this.store = store;
        this.sources = comparisons.sources();
        this.ledger = comparisons.ledger();
        this.claims = comparisons.claims();
        this.missing = new MissingChanges(store);
        this.rounds = comparisons.rounds();
        this.clock = clock;
    }

    /**
     * One turn. After a failure the next turn repeats what was not committed.
     *
     * @return whether more can be compared immediately
     */
    public boolean turn() {
        boolean more = follow();
        rounds.turn(now(), listedAt());
        store.commit();
        through = VerifiedThrough.of(store, rounds.completed() > 0 && hasShards());
        return more;
    }

    /**
     * A turn without the round: reads new changes and claims, and compares them.
     *
     * @return whether more can be compared immediately
     */
    public boolean follow() {
        ledger.readNewClaims(now());
        boolean more = readSources();
        if (compareClaims()) {
            more = true;
        }
        missing.find(ledger.comparedUpTo(), now());
        store.commit();
        return more;
    }

    private boolean readSources() {
        boolean more = true;
        for (int left = MAX_READS; left > 0 && more; left--) {
            more = false;
            for (ChangeWitness source : sources) {
                more |= source.turn();
            }
            if (store.isFull()) {
                store.commit();
            }
        }
        return more;
    }

    /** Whether any claim was compared. */
    private boolean compareClaims() {
        boolean any = false;
        for (int left = MAX_CLAIMS; left > 0; left--) {
            Optional<ClaimCheck.Read> next = ledger.next(listedAt());
            if (next.isEmpty() || !claims.check(next.get(), now())) {
                return any;
            }
            ledger.done();
            any = true;
            if (store.isFull()) {
                store.commit();
            }
        }
        return any;
    }

    /** Whether the last turn of the round read anything. */
    public boolean hasRoundMoved() {
        return rounds.hasMoved();
    }

    /** While the source has no shard, it has reported nothing, and nothing can be proven. */
    private boolean hasShards() {
        return sources.stream().anyMatch(ChangeWitness::hasShards);
    }

    private long listedAt() {
        return sources.stream().mapToLong(ChangeWitness::listedAt).min().orElse(0);
    }

    private long now() {
        return clock.instant().toEpochMilli();
    }

    /** Up to when all is proven, as of the last turn. */
    public VerifiedThrough through() {
        return through;
    }
}
