package io.orderlake.simulation.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that the oracle compares.
 *
 * @param committed every committed change, in the order of commits
 * @param epochs number of each of the table's streams that was begun
 * @param objects the bucket
 * @param claims claims that are done, in the order in which they were finished
 * @param shards of {@code order-events}, parents before children
 * @param redriven rejects that count as sent again, as {@code object#line}
 * @param gaps shards with a reported gap, as {@code stream/shard}
 * @param trimmed for each change of which retention removed a record before it was read, the shards of which one must report a gap
 * @param allRedriven whether at the end the fix was deployed and all rejects were sent again
 */
public record Evidence(
        List<Committed> committed,
        Map<String, Integer> epochs,
        Map<String, byte[]> objects,
        List<ClaimSeen> claims,
        List<ShardSeen> shards,
        Set<String> redriven,
        Set<String> gaps,
        Map<String, Set<String>> trimmed,
        boolean allRedriven) {

    /** A claim as the ledger keeps it. */
    public record ClaimSeen(
            String shardId,
            long number,
            String first,
            String last,
            int rows,
            List<String> formats,
            boolean byStatus,
            List<ObjectSeen> objects) {}

    /** An object as the ledger keeps it. */
    public record ObjectSeen(String key, int rows, long length, String sha256) {}

    /**
     * A shard with the sequence numbers of all its records.
     *
     * @param excused how many of the first ones retention removed; 0 if no gap was reported
     */
    public record ShardSeen(String id, List<String> sequences, int excused) {}
}
