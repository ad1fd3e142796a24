package io.orderlake.proof.lake;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The lake writer's ledger, only read. */
public interface LedgerReader {

    /**
     * A shard of {@code order-events} as the ledger knows it.
     *
     * @param last number of the last claim that is done
     * @param open number of the open claim; 0 where none is open
     * @param finished whether it has been read to its end
     */
    record Head(String stream, String shardId, Set<String> parents, long last, long open, boolean finished) {
        public Head {
            parents = Set.copyOf(parents);
        }
    }

    /** Every shard that ever was. */
    List<Head> heads();

    /** Claims of a shard above a number, at most so many, in order. */
    List<LedgerClaim> claimsAfter(Head shard, long number, int limit);

    /** The text of a plan. */
    Optional<String> plan(String hash);
}
