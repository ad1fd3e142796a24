package io.orderlake.proof.once;

import io.orderlake.proof.ProofProcessor;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.check.ClaimQueue;
import io.orderlake.proof.check.NotCompared;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.journal.JournalComparison;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compares source and lake once: reads all streams and claims, then makes full rounds over table, bucket and ledger. It ends
 * when all that was committed before the start is proven, when a second round confirms a difference, or when the lake did not
 * catch up in time. The time begins when streams and claims have been read, and a round that has begun is completed.
 */
public final class OneProof {

    private static final String FORMAT = "format:";
    private static final int ROUNDS_TO_BE_SURE = 2;
    private static final long GRACE_MILLIS = 10_000;

    private final ProofStore store;
    private final ProofProcessor processor;
    private final Parts parts;
    private final InstantSource clock;
    private final Predicate<RuntimeException> passing;
    private final long started;
    private final Backlog backlog;

    private long deadline;
    private long movedAt;
    private long caughtUpAt;
    private long rounds;
    private int finalRounds;
    private boolean roundBegun;

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

    /**
     * What was committed before this moment is compared.
     *
     * @param passing whether a failed read may succeed later
     */
    public OneProof(
            ProofStore store,
            ProofProcessor processor,
            Parts parts,
            InstantSource clock,
            Predicate<RuntimeException> passing) {
        this.store = store;
        this.processor = processor;
        this.parts = parts;
        this.clock = clock;
        this.passing = passing;
        this.started = clock.millis();
        this.backlog = new Backlog(
                store, parts.ledger(), parts.tables(), started - parts.margin().toMillis());
    }

    /**
     * Compares. A read that fails for longer than the patience, or that cannot succeed, ends the run with its exception.
     *
     * @param patience how long to wait for the lake to catch up
     * @param pause waits a moment if there is nothing to do; its argument describes what the run waits for
     */
    public Verdict run(Duration patience, Consumer<String> pause) {
        deadline = started + patience.toMillis();
        Retries retries = new Retries(passing, patience, clock, pause);
        while (true) {
            boolean more;
            try {
                more = read();
            } catch (RuntimeException e) {
                retries.failed(e);
                continue;
            }
            retries.succeeded();
            follow(patience, more);
            if (completesRound()) {
                compareWithJournalAndFormats();
                if (isDecided()) {
                    return verdict();
                }
            } else if (isStuck()) {
                compareWithJournalAndFormats();
                return verdict();
            }
            if (!more && !processor.hasRoundMoved()) {
                pause.accept(waitsFor());
            }
        }
    }

    /** A turn that failed changes nothing that the next one does not repeat. */
    private boolean read() {
        backlog.begin();
        return roundBegun ? processor.turn() : processor.follow();
    }

    private void follow(Duration patience, boolean more) {
        long now = clock.millis();
        if (backlog.hasMoved()) {
            deadline = now + patience.toMillis();
        }
        if (processor.hasRoundMoved()) {
            movedAt = now;
        }
        // A fleet that keeps on writing must not undo it.
        if (caughtUpAt == 0 && isCaughtUp()) {
            caughtUpAt = now;
        }
        roundBegun |= caughtUpAt > 0 || isOver() || (!more && backlog.areShardsRead());
    }

    private boolean isOver() {
        return clock.millis() >= deadline;
    }

    /** Whether all that was committed before the start has landed and been compared. */
    private boolean isCaughtUp() {
        return backlog.areShardsRead() && backlog.claims() == 0 && awaited() == 0;
    }

    /** A change that has a difference is not awaited. */
    private long awaited() {
        Set<String> reported =
                store.differences().all().stream().map(ProofDifference::eventId).collect(Collectors.toSet());
        return store.expectations().countUpTo(started, reported);
    }

    /** Whether the last turn completed a round. */
    private boolean completesRound() {
        if (store.figure("rounds") == rounds) {
            return false;
        }
        rounds = store.figure("rounds");
        finalRounds += isFinal() ? 1 : 0;
        return true;
    }

    /** A round that began before the lake had caught up decides nothing. */
    private boolean isFinal() {
        return caughtUpAt > 0 && store.figure("round_began_at") >= caughtUpAt;
    }

    private boolean isDecided() {
        if (!isFinal()) {
            return caughtUpAt == 0 && isOver();
        }
        return isOver() || store.differences().all().isEmpty() || finalRounds >= ROUNDS_TO_BE_SURE;
    }

    /** Whether the time is over and the round waits for a source that cannot be read. */
    private boolean isStuck() {
        long grace = 2 * parts.margin().toMillis() + GRACE_MILLIS;
        return clock.millis() >= Math.max(deadline, movedAt) + grace;
    }

    private String waitsFor() {
        if (!backlog.areShardsRead()) {
            return "reading the source's streams";
        }
        long awaited = awaited();
        return awaited > 0 ? awaited + " changes have not landed" : "comparing table, bucket and ledger";
    }

    private void compareWithJournalAndFormats() {
        long now = clock.millis();
        parts.journal().compare(parts.figures().formats(), now);
        parts.figures()
                .lacking()
                .forEach((format, rows) ->
                        store.differences().replace(FORMAT + format, List.of(lacking(format, rows, now))));
        store.commit();
    }

    private static ProofDifference lacking(String format, long rows, long now) {
        String sentence = rows + " rows landed in another format, but have no object in " + format;
        return new ProofDifference(Kind.MISSING, "", "", "", "landing/" + format + "/", "", now, now, sentence);
    }

    private Verdict verdict() {
        List<ProofDifference> differences = store.differences().all();
        long awaited = awaited();
        Verdict.Coverage coverage = new Verdict.Coverage(backlog.isSourceRead(), backlog.claims() == 0, rounds > 0);
        return new Verdict(
                isFinal() && coverage.source() && differences.isEmpty() && awaited == 0,
                coverage,
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
        long lost = differences.stream()
                .filter(one -> one.kind() == Kind.MISSING
                        && one.object().isEmpty()
                        && !one.eventId().isEmpty())
                .map(ProofDifference::eventId)
                .distinct()
                .count();
        return Math.max(0, landed - never)
                + lost
                + awaited
                + store.rejects().count()
                + store.erased().count();
    }

    private List<String> notCompared() {
        List<String> left = new ArrayList<>(NotCompared.of(
                store, parts.readers(), parts.tables(), parts.cost().unwitnessed(), rounds));
        left.addAll(backlog.left());
        if (parts.journal().leftOut() > 0) {
            left.add(parts.journal().leftOut()
                    + " acknowledged versions that are not in the lake, because a filter may leave them out");
        }
        if (!parts.journaled()) {
            left.add("the generator's journal");
        }
        return left;
    }
}
