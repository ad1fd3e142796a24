package io.orderlake.proof.lake;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the lake writer's ledger. */
public interface LedgerReader {

    /**
     * A shard of {@code order-events} as the ledger shows it.
     *
     * @param last number of the last claim that is done
     * @param open number of the open claim; 0 if none is open
     * @param finished whether it has been read to its end
     */
    record Head(String stream, String shardId, Set<String> parents, long last, long open, boolean finished) {
        public Head {
            parents = Set.copyOf(parents);
        }
    }

    /** All shards, also those that have ended. */
    List<Head> heads();

    /** Claims of a shard with higher numbers, in order, up to the limit. */
    List<LedgerClaim> claimsAfter(Head shard, long number, int limit);

    /** The text of a plan. */
    Optional<String> plan(String hash);
}
