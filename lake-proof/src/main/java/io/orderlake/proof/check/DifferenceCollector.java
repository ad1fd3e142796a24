package io.orderlake.proof.check;

import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.util.List;

/** Collects the differences of one object or claim as a whole. */
record DifferenceCollector(List<ProofDifference> all, String object, String claim, long since, long now) {

    void add(Kind kind, String sentence) {
        all.add(new ProofDifference(kind, "", "", "", object, claim, since, now, sentence));
    }
}
