package io.orderlake.proof;

import io.orderlake.proof.check.ChangeWitness;
import io.orderlake.proof.check.ClaimCheck;
import io.orderlake.proof.check.ClaimQueue;
import io.orderlake.proof.check.ObjectListener;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.check.RelayedStreamReader;
import io.orderlake.proof.check.RelayedWitness;
import io.orderlake.proof.check.RoundProcessor;
import io.orderlake.proof.check.TableRound;
import io.orderlake.proof.check.TableStreamReader;
import io.orderlake.proof.journal.JournalComparison;
import io.orderlake.proof.lake.FormatReader;
import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.once.LandingFigures;
import io.orderlake.proof.once.OneProof;
import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.source.ChangeParser;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/**
 * A source, a ledger and a lake in memory, as a correct fleet would write them, and a verifier that compares them in virtual
 * time.
 */
final class SmallFleet extends SmallSource {

    /** Where changes are read. */
    enum Witness {
        SOURCE,
        RELAYED
    }

    private final Witness witness;

    private ProofStore store;
    private ProofProcessor processor;

    /** Formats that must land, for a single run. */
    List<String> namedFormats = List.of();

    /** Fills the new state of a single run. */
    Consumer<ProofStore> before = state -> {};

    private final List<TableShape> tables = new ArrayList<>(List.of(shape));

    /** Happens while a single run waits. */
    Runnable whileWaiting = () -> {};

    SmallFleet(List<String> filters, Witness witness) {
        this(filters, Map.of(), witness);
    }

    /** A fleet that masks columns. */
    SmallFleet(Map<String, String> masks) {
        this(List.of(), masks, Witness.SOURCE);
    }

    private SmallFleet(List<String> filters, Map<String, String> masks, Witness witness) {
        super(filters, masks);
        this.witness = witness;
        store = ProofStore.inMemory();
        processor = restarted();
    }

    SmallFleet() {
        this(List.of(), Witness.SOURCE);
    }

    /** A new verifier that continues from the stored state. */
    ProofProcessor restarted() {
        ProofCost cost = new ProofCost();
        ClaimQueue ledger = new ClaimQueue(this, store);
        return restarted(
                cost, ledger, new ObjectReaders(new RowParser(Map.of("orders", fingerprints)), List.of()), List.of());
    }

    private ProofProcessor restarted(
            ProofCost cost, ClaimQueue ledger, ObjectReaders readers, List<ObjectListener> listeners) {
        ClaimCheck check = new ClaimCheck(store, this, readers, cost, listeners);
        RoundProcessor rounds = new RoundProcessor(
                store,
                new RoundProcessor.Parts(
                        ledger,
                        this,
                        check,
                        List.of(new TableRound(this, !shape.filters().isEmpty(), store))),
                new RoundProcessor.Pace(1000, Duration.ofSeconds(10)),
                cost);
        processor = new ProofProcessor(
                store, new ProofProcessor.Comparisons(List.of(witness(cost)), ledger, check, rounds), this);
        return processor;
    }

    /** Runs the judge once, with a new state, and with a reader of Parquet. */
    Verdict once(Duration patience) {
        store = ProofStore.inMemory();
        before.accept(store);
        ProofCost cost = new ProofCost();
        ClaimQueue ledger = new ClaimQueue(this, store);
        RowParser rows = new RowParser(Map.of("orders", fingerprints));
        ObjectReaders readers = new ObjectReaders(rows, List.of(new LinesAsParquet(rows)));
        LandingFigures figures = new LandingFigures(namedFormats);
        JournalComparison journal =
                new JournalComparison(store, shape.filters().isEmpty() ? Set.of() : Set.of("orders"));
        restarted(cost, ledger, readers, List.of(figures, journal));
        OneProof proof = new OneProof(
                store,
                processor,
                new OneProof.Parts(ledger, readers, figures, journal, tables, cost, Duration.ofSeconds(1), true),
                this,
                ProvisionedThroughputExceededException.class::isInstance);
        return proof.run(patience, waits -> {
            now = now.plusSeconds(1);
            whileWaiting.run();
        });
    }

    /** In tests the rows of a Parquet object are JSON lines. */
    private record LinesAsParquet(RowParser rows) implements FormatReader {

        @Override
        public String format() {
            return "parquet";
        }

        @Override
        public LandedLines read(String table, String key, byte[] object) {
            return LandedLines.of(object, false, (bytes, from, length) -> rows.row(table, bytes, from, length));
        }
    }

    /** A single run expects one more table, whose stream nobody reads. */
    void withTable(String name) {
        tables.add(
                new TableShape(name, name, List.of("id"), Map.of("id", "string"), Map.of(), Set.of(), "", List.of()));
    }

    private ChangeWitness witness(ProofCost cost) {
        Duration discoverEvery = Duration.ofSeconds(5);
        TableStreamReader.Follow follow = new TableStreamReader.Follow(Duration.ofSeconds(1), discoverEvery);
        if (witness == Witness.SOURCE) {
            store.useSourceWitness();
            return new TableStreamReader(this, store, this, cost, follow);
        }
        store.useRelayedWitness();
        return new RelayedWitness(
                List.of(new RelayedWitness.Followed("CustomerOrders", this, new ChangeParser(fingerprints))),
                new RelayedStreamReader(orderChanges, store, this, discoverEvery),
                store,
                new RelayedWitness.Dependencies(this, cost, this),
                follow);
    }

    /** The same with an empty state: what was proven is lost. */
    void forgetful() {
        store = ProofStore.inMemory();
        restarted();
    }

    ProofStore store() {
        return store;
    }

    /** Lands changes in one claim of one object. */
    LedgerClaim land(int... numbers) {
        List<String> landed = new ArrayList<>();
        for (int number : numbers) {
            landed.add(line(number));
        }
        return landLines("landing/json/orders/order_date=2026-11-20/", ".json", landed);
    }

    /** Runs the verifier for two rounds. */
    SmallFleet proven() {
        for (int second = 0; second < 30; second++) {
            now = now.plusSeconds(1);
            processor.turn();
        }
        return this;
    }

    List<String> kinds() {
        return store.differences().all().stream().map(one -> one.kind().word()).toList();
    }

    List<ProofDifference> differences() {
        return store.differences().all();
    }

    Instant through() {
        return Instant.ofEpochMilli(processor.through().millis());
    }
}
