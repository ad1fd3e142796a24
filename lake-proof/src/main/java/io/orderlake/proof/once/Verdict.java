package io.orderlake.proof.once;

import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.util.List;

/**
 * The result of a comparison.
 *
 * @param proven whether the lake contains exactly the changes up to the start, with their values
 * @param coverage what was read completely
 * @param rows number of rows in source or lake
 * @param changes number of changes in source or lake
 * @param awaited changes from before the start that have not landed, without those that have a difference
 * @param rejected changes under {@code errors/} that have not landed later
 * @param unwitnessed landed rows that no stream contains any more
 * @param notCompared what was not compared, in plain words
 */
public record Verdict(
        boolean proven,
        Coverage coverage,
        List<ProofDifference> differences,
        long rows,
        long changes,
        long awaited,
        long rejected,
        long unwitnessed,
        List<String> notCompared) {

    public Verdict {
        differences = List.copyOf(differences);
        notCompared = List.copyOf(notCompared);
    }

    /**
     * What was read completely. A count of 0 means nothing without what it depends on.
     *
     * @param source whether the streams of all tables were read up to the start
     * @param claims whether all claims from before the start were compared with their objects
     * @param round whether a round over table, bucket and ledger was completed
     */
    public record Coverage(boolean source, boolean claims, boolean round) {

        /** Whether no difference of the kind means that there is none. */
        public boolean covers(Kind kind) {
            return claims
                    && switch (kind) {
                        case DUPLICATED, ALTERED, OUT_OF_ORDER -> source;
                        case MISSING, STALE, EXTRA -> source && round;
                        case OBJECT_GONE, OBJECT_ALTERED, OBJECT_UNCLAIMED, CLAIM_FORGED -> round;
                    };
        }
    }

    public long count(Kind kind) {
        return differences.stream().filter(one -> one.kind() == kind).count();
    }
}
