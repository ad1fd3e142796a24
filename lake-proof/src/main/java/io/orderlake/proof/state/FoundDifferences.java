package io.orderlake.proof.state;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.MVMap;

/** Differences by what was compared: a claim, an object, a row of a table, a change. */
public final class FoundDifferences {

    private final MVMap<String, byte[]> bySubject;

    FoundDifferences(MVMap<String, byte[]> bySubject) {
        this.bySubject = bySubject;
    }

    /** Stores what a comparison found. It replaces what earlier comparisons found. */
    public void replace(String subject, List<ProofDifference> now) {
        byte[] bytes = bySubject.get(subject);
        if (now.isEmpty()) {
            if (bytes != null) {
                bySubject.remove(subject);
            }
            return;
        }
        List<ProofDifference> before = bytes == null ? List.of() : ProofDifference.of(bytes);
        bySubject.put(
                subject,
                ProofDifference.bytes(
                        now.stream().map(one -> one.foundBefore(before)).toList()));
    }

    public List<ProofDifference> of(String subject) {
        byte[] bytes = bySubject.get(subject);
        return bytes == null ? List.of() : ProofDifference.of(bytes);
    }

    public boolean has(String subject) {
        return bySubject.containsKey(subject);
    }

    /** Subjects with differences whose names begin with the prefix. */
    public List<String> subjects(String prefix) {
        List<String> subjects = new ArrayList<>();
        Iterator<String> keys = bySubject.keyIterator(prefix);
        while (keys.hasNext()) {
            String key = keys.next();
            if (!key.startsWith(prefix)) {
                break;
            }
            subjects.add(key);
        }
        return subjects;
    }

    public List<ProofDifference> all() {
        return bySubject.values().stream()
                .flatMap(bytes -> ProofDifference.of(bytes).stream())
                .toList();
    }
}
