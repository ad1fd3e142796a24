package io.orderlake.proof.check;

import io.orderlake.proof.TableShape;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.state.ProofStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the judge left out, in the words that {@code verify} and the service share. */
public final class NotCompared {

    private NotCompared() {}

    /** @param rounds how many rounds were completed */
    public static List<String> of(
            ProofStore store, ObjectReaders readers, Collection<TableShape> tables, long unwitnessed, long rounds) {
        List<String> left = new ArrayList<>();
        readers.notRead(store.lake().formats()).forEach(format -> left.add("rows of " + format + " objects"));
        if (rounds == 0) {
            left.add("table, bucket and ledger: no round was completed");
        }
        tables.stream()
                .filter(table -> !table.filters().isEmpty())
                .forEach(table -> left.add("rows of table " + table.name() + " that pass no filter"));
        if (unwitnessed > 0) {
            left.add(unwitnessed + " landed rows with their changes, which no stream contains");
        }
        return left;
    }
}
