package io.orderlake.proof.once;

import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.util.List;

/**
 * What a comparison came to.
 *
 * @param proven whether every change up to the start is in the lake as it should be, and nothing else
 * @param sourceRead whether every stream was read up to the start
 * @param rows rows that source or lake have shown
 * @param changes changes that source or lake have shown
 * @param awaited changes from before the start that have not landed
 * @param rejected changes under {@code errors/} that have not landed since
 * @param unwitnessed landed rows that no stream and no journal speaks for
 * @param notCompared what was left out, in plain words
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
