package io.orderlake.proof.check;

import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.state.AcceptedRows;
import io.orderlake.proof.state.ProofStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of some rows are known from other objects or with other values. */
record KnownRows(Set<Long> events, Set<Long> contents) {

    /** Searches all rows that were ever compared. */
    static KnownRows find(
            ProofStore store, String object, Collection<LandedRow> unexplained, Collection<LandedRow> altered) {
        Set<Long> events = unexplained.stream().map(RowFacts::event).collect(Collectors.toSet());
        Set<Long> contents = altered.stream().map(RowFacts::content).collect(Collectors.toSet());
        Set<Long> alteredEvents = altered.stream().map(RowFacts::event).collect(Collectors.toSet());
        KnownRows found = new KnownRows(new HashSet<>(), new HashSet<>());
        store.lake().forEachAccepted((key, rows) -> {
            for (int i = 0; i < rows.size(); i++) {
                found.collect(rows, i, key.equals(object), events, contents, alteredEvents);
            }
        });
        return found;
    }

    private void collect(
            AcceptedRows rows,
            int i,
            boolean same,
            Set<Long> wanted,
            Set<Long> wantedContents,
            Set<Long> alteredEvents) {
        if (!same && wanted.contains(rows.event(i))) {
            events.add(rows.event(i));
        }
        if (wantedContents.contains(rows.content(i)) && !alteredEvents.contains(rows.event(i))) {
            contents.add(rows.content(i));
        }
    }

    boolean hasEvent(long event) {
        return events.contains(event);
    }

    boolean hasContent(long content) {
        return contents.contains(content);
    }
}
