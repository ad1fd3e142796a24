package io.orderlake.launcher.verify;

import java.util.List;
import java.util.Map;

/**
 * All that is known of one row, from independent witnesses.
 *
 * @param looks what the source showed, oldest look first; at least one
 * @param landed the changes of each format, in position order
 */
record RowEvidence(
        String key,
        List<SourceState> looks,
        Journaled journal,
        Map<String, List<LandedChange>> landed,
        List<OpenReject> rejects) {

    RowEvidence {
        looks = List.copyOf(looks);
        rejects = List.copyOf(rejects);
    }

    List<LandedChange> landedAs(String format) {
        return landed.getOrDefault(format, List.of());
    }

    SourceState firstLook() {
        return looks.get(0);
    }

    SourceState latestLook() {
        return looks.get(looks.size() - 1);
    }

    /** The same with a later look at the source, which explains what landed after the first one. */
    RowEvidence lookedAgain(SourceState state) {
        return new RowEvidence(key, List.of(firstLook(), state), journal, landed, rejects);
    }
}
