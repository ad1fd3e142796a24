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

    /** Changes of the row that are known to have been written. */
    long changes() {
        long written = Math.max(firstLook().version(), journal.through());
        long known =
                landed.values().stream().mapToLong(RowEvidence::distinct).max().orElse(0);
        boolean present = firstLook() instanceof SourceState.Present;
        return written > 0 ? written : Math.max(known, present ? 1 : 0);
    }

    private static long distinct(List<LandedChange> changes) {
        return changes.stream().map(LandedChange::eventId).distinct().count();
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
