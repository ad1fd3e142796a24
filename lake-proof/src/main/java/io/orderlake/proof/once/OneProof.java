package io.orderlake.proof.once;

import io.orderlake.proof.ProofProcessor;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.check.ClaimQueue;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.journal.JournalComparison;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares source and lake once: reads all streams and claims, then makes full rounds over table, bucket and ledger. It ends
 * when all that was committed before the start is proven, when a second round confirms a difference, or when the time is over.
 */
public final class OneProof {

    private static final int ROUNDS_TO_BE_SURE = 2;
    private static final long GRACE_MILLIS = 10_000;

    private final ProofStore store;
    private final ProofProcessor processor;
    private final Parts parts;
    private final InstantSource clock;

    private long started;
    private long caughtUpAt;
    private int roundsWithDifferences;

    /**
     * What the run uses.
     *
     * @param margin how late a stream may report a change
     * @param journaled whether there is a journal
     */
    public record Parts(
            ClaimQueue ledger,
            ObjectReaders readers,
            LandingFigures figures,
            JournalComparison journal,
            List<TableShape> tables,
            ProofCost cost,
            Duration margin,
            boolean journaled) {
        public Parts {
            tables = List.copyOf(tables);
        }
    }

    public OneProof(ProofStore store, ProofProcessor processor, Parts parts, InstantSource clock) {
        this.store = store;
        this.processor = processor;
        this.parts = parts;
        this.clock = clock;
    }

    /**
     * Compares.
     *
     * @param patience how long to wait for the lake to catch up
     * @param pause waits a moment if there is nothing to do; its argument describes what the run waits for
     */
    public Verdict run(Duration patience, Consumer<String> pause) {
        started = clock.millis();
        long deadline = started + patience.toMillis();
        long rounds = 0;
        boolean roundBegun = false;
        while (true) {
            boolean more = roundBegun ? processor.turn() : processor.follow();
            caughtUpAt = !more && isCaughtUp() ? (caughtUpAt == 0 ? clock.millis() : caughtUpAt) : 0;
            boolean over = clock.millis() >= deadline;
            roundBegun |= !more && (isRead() || over);
            if (store.figure("rounds") > rounds) {
                rounds = store.figure("rounds");
                if (isDecided() || over) {
                    return verdict();
                }
            } else if (clock.millis() >= deadline + 2 * parts.margin().toMillis() + GRACE_MILLIS) {
                return verdict();
            }
            if (!more) {
                pause.accept(waitsFor());
            }
        }
    }

    /** Whether each source shard has been read up to the start. */
    private boolean isRead() {
        return unread().isEmpty();
    }

    private List<SourceShardState> unread() {
        return store.shards().all().stream()
                .filter(shard -> !shard.finished())
                .filter(shard -> shard.through() < started - parts.margin().toMillis())
                .toList();
    }

    /** Whether all that was committed before the start has landed and been compared. */
    private boolean isCaughtUp() {
        return isRead() && parts.ledger().hasComparedAll() && awaited() == 0;
    }

    private long awaited() {
        return store.expectations().countUpTo(started);
    }

    /** A round that began before the lake had caught up decides nothing. */
    private boolean isDecided() {
        parts.journal().compare(parts.figures().formats(), clock.millis());
        boolean isFinal = caughtUpAt > 0 && store.figure("round_began_at") >= caughtUpAt;
        if (!isFinal) {
            return false;
        }
        if (store.differences().all().isEmpty()) {
            return true;
        }
        roundsWithDifferences++;
        return roundsWithDifferences >= ROUNDS_TO_BE_SURE;
    }

    private String waitsFor() {
        if (!isRead()) {
            return "reading the source's streams";
        }
        long awaited = awaited();
        return awaited > 0 ? awaited + " changes have not landed" : "comparing table, bucket and ledger";
    }

    private Verdict verdict() {
        parts.journal().compare(parts.figures().formats(), clock.millis());
        store.commit();
        List<ProofDifference> differences = store.differences().all();
        long awaited = awaited();
        boolean isFinal = caughtUpAt > 0 && store.figure("round_began_at") >= caughtUpAt;
        return new Verdict(
                isFinal
                        && differences.isEmpty()
                        && awaited == 0
                        && processor.through().millis() > 0,
                isRead() && !store.shards().all().isEmpty(),
                differences,
                store.rows().count() + unknownRows(differences),
                changes(differences, awaited),
                awaited,
                store.rejects().count(),
                parts.cost().unwitnessed(),
                notCompared());
    }

    private static long unknownRows(List<ProofDifference> differences) {
        return differences.stream()
                .filter(one -> one.kind() == Kind.MISSING && one.object().isEmpty())
                .map(one -> one.table() + "/" + one.key())
                .distinct()
                .count();
    }

    private long changes(List<ProofDifference> differences, long awaited) {
        long landed = parts.figures().formats().stream()
                .mapToLong(format -> parts.figures().rows(format))
                .max()
                .orElse(0);
        long never = differences.stream()
                .filter(one -> one.kind() == Kind.EXTRA || one.kind() == Kind.DUPLICATED)
                .map(one -> one.eventId() + one.kind())
                .distinct()
                .count();
        return Math.max(0, landed - never) + awaited + store.rejects().count();
    }

    private List<String> notCompared() {
        List<String> left = new ArrayList<>();
        parts.readers().notRead(store.lake().formats()).forEach(format -> left.add("rows of " + format + " objects"));
        unread().forEach(shard -> left.add("changes of source shard " + shard.name()
                + (shard.lanes() == 0 ? ", which the relay has not begun" : ", which was not read to the start")));
        if (store.shards().all().isEmpty()) {
            left.add("changes: the relay has begun no source shard");
        }
        parts.tables().stream()
                .filter(table -> !table.filters().isEmpty())
                .forEach(table -> left.add("rows of table " + table.name() + " that pass no filter"));
        if (parts.cost().unwitnessed() > 0) {
            left.add(parts.cost().unwitnessed() + " landed rows with their changes, which no stream contains");
        }
        if (!parts.journaled()) {
            left.add("the generator's journal");
        }
        return left;
    }
}
