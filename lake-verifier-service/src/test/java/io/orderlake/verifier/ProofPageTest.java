package io.orderlake.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.ProofProcessor;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.check.ClaimCheck;
import io.orderlake.proof.check.ClaimQueue;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.check.RoundProcessor;
import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerReader;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.state.ProofStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProofPageTest {

    private static final TableShape PARCELS = new TableShape(
            "parcels", "Parcels", List.of("id"), Map.of("id", "string"), Map.of(), Set.of(), "", List.of("a filter"));

    private static final Clock CLOCK = Clock.systemUTC();

    private final ProofStore store = ProofStore.inMemory();

    @Test
    void changesThatTheStreamRemovedAreNotCompared() {
        store.next("gaps");

        assertThat(page().now())
                .containsEntry("gaps", 1L)
                .containsEntry(
                        "not_compared",
                        List.of(
                                "table, bucket and ledger: no round was completed",
                                "rows of table parcels that pass no filter",
                                "changes in 1 gaps: the stream removed them before they were read"));
    }

    private ProofPage page() {
        ProofCost cost = new ProofCost();
        Nothing nothing = new Nothing();
        ObjectReaders readers = new ObjectReaders(new RowParser(Map.of()), List.of());
        ClaimQueue ledger = new ClaimQueue(nothing, store);
        ClaimCheck claims = new ClaimCheck(store, nothing, readers, cost, List.of());
        RoundProcessor rounds = new RoundProcessor(
                store,
                new RoundProcessor.Parts(ledger, nothing, claims, List.of()),
                new RoundProcessor.Pace(1, Duration.ofMinutes(5)),
                cost);
        ProofProcessor processor =
                new ProofProcessor(store, new ProofProcessor.Comparisons(List.of(), ledger, claims, rounds), CLOCK);
        ProvingLoop loop = new ProvingLoop(processor, Duration.ofSeconds(2), Duration.ofMinutes(1), store, CLOCK);
        return new ProofPage(processor, new ProofPage.Figures(store, cost, loop, readers, List.of(PARCELS)), CLOCK);
    }

    /** An empty ledger and an empty bucket. */
    private record Nothing() implements LedgerReader, LakeObjects {

        @Override
        public List<Head> heads() {
            return List.of();
        }

        @Override
        public List<LedgerClaim> claimsAfter(Head shard, long number, int limit) {
            return List.of();
        }

        @Override
        public Optional<String> plan(String hash) {
            return Optional.empty();
        }

        @Override
        public Page list(String prefix, @Nullable String from) {
            return new Page(List.of(), null);
        }

        @Override
        public Optional<Stored> get(String key) {
            return Optional.empty();
        }
    }
}
