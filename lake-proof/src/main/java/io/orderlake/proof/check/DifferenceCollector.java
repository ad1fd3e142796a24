package io.orderlake.proof.check;

import io.orderlake.proof.state.Difference;
import io.orderlake.proof.state.Difference.Kind;
import java.util.List;

/** Gathers what is wrong with one object or claim as a whole. */
record DifferenceCollector(List<Difference> all, String object, String claim, long since, long now) {

    void add(Kind kind, String sentence) {
        all.add(new Difference(kind, "", "", "", object, claim, since, now, sentence));
    }
}
