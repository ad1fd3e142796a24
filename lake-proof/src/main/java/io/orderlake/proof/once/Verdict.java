package io.orderlake.proof.once;

import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.util.List;

/**
 * The result of a comparison.
 *
 * @param proven whether the lake contains exactly the changes up to the start, with their values
 * @param sourceRead whether every stream was read up to the start
 * @param rows number of rows in source or lake
 * @param changes number of changes in source or lake
 * @param awaited changes from before the start that have not landed
 * @param rejected changes under {@code errors/} that have not landed later
 * @param unwitnessed landed rows that no stream contains any more
 * @param notCompared what was not compared, in plain words
 */
public record Verdict(
        boolean proven,
        boolean sourceRead,
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

    public long count(Kind kind) {
        return differences.stream().filter(one -> one.kind() == kind).count();
    }
}
