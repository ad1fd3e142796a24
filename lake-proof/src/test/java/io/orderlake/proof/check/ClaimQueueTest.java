package io.orderlake.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerReader;
import io.orderlake.proof.state.ProofStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimQueueTest {

    private final ClaimQueue queue = new ClaimQueue(new Ledger(), ProofStore.inMemory());

    /** Chaos met it: a shard that was merged and split at once, before anything was written to it. */
    @Test
    void claimsWaitForThoseOfGrandparentsThoughTheParentHasNone() {
        assertThat(followed()).containsExactly("grandparent");
        assertThat(followed()).containsExactly("grandchild");
        assertThat(followed()).isEmpty();
    }

    private List<String> followed() {
        List<String> shards = new ArrayList<>();
        queue.readNewClaims(1);
        while (queue.next(1).isPresent()) {
            shards.add(queue.next(1).orElseThrow().claim().shardId());
            queue.done();
        }
        return shards;
    }

    /** Lists the youngest shard first. */
    private static final class Ledger implements LedgerReader {

        @Override
        public List<Head> heads() {
            return List.of(
                    new Head("order-events", "grandchild", Set.of("parent"), 1, 0, false),
                    new Head("order-events", "parent", Set.of("grandparent"), 0, 0, true),
                    new Head("order-events", "grandparent", Set.of(), 1, 0, true));
        }

        @Override
        public List<LedgerClaim> claimsAfter(Head shard, long number, int limit) {
            return number >= shard.last()
                    ? List.of()
                    : List.of(new LedgerClaim(
                            shard.stream(), shard.shardId(), 1, "1", "2", 1, 0, "plan", List.of(), "", "", 7));
        }

        @Override
        public Optional<String> plan(String hash) {
            return Optional.empty();
        }
    }
}
