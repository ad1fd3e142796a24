package io.orderlake.proof.check;

import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LakeObjects.Listed;
import io.orderlake.proof.lake.LakeObjects.Page;
import io.orderlake.proof.lake.LedgerReader.Head;
import io.orderlake.proof.state.CheckedObject;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the bucket. Objects that are gone or have changed are compared again; objects that no claim names are reported. */
final class LakeRound {

    private static final List<String> PREFIXES = List.of("errors/", "landing/");

    private final LakeObjects lake;
    private final ProofStore store;
    private final ProofCost cost;
    private final Set<String> doubtful = new HashSet<>();
    private final List<Listed> unclaimed = new ArrayList<>();

    private int prefix;
    private @Nullable String from;
    private Iterator<String> known = List.<String>of().iterator();
    private @Nullable String expected;

    LakeRound(LakeObjects lake, ProofStore store, ProofCost cost) {
        this.lake = lake;
        this.store = store;
        this.cost = cost;
        this.prefix = PREFIXES.size();
    }

    void begin() {
        prefix = 0;
        doubtful.clear();
        unclaimed.clear();
        beginPrefix();
    }

    private void beginPrefix() {
        from = null;
        if (prefix < PREFIXES.size()) {
            known = store.lake().objectsFrom(PREFIXES.get(prefix));
            expected = nextKnown();
        }
    }

    private @Nullable String nextKnown() {
        String next = known.hasNext() ? known.next() : null;
        return next != null && next.startsWith(PREFIXES.get(prefix)) ? next : null;
    }

    boolean complete() {
        return prefix >= PREFIXES.size();
    }

    /** The next page of the listing. */
    void step() {
        if (complete()) {
            return;
        }
        Page page = lake.list(PREFIXES.get(prefix), from);
        cost.fetched(0);
        page.objects().forEach(this::compare);
        from = page.next();
        if (from == null) {
            goneBefore(null);
            prefix++;
            beginPrefix();
        }
    }

    private void compare(Listed listed) {
        goneBefore(listed.key());
        if (listed.key().equals(expected)) {
            expected = nextKnown();
        }
        // The object may have been compared since the listing began: ask the store, not the iterator.
        Optional<CheckedObject> object = store.lake().object(listed.key());
        if (object.isEmpty()) {
            unclaimed.add(listed);
        } else if (!object.get().etag().equals(listed.etag())
                || object.get().length() != listed.size()
                || store.differences().has(ClaimCheck.OBJECT + listed.key())) {
            doubtful.add(object.get().claim());
        }
    }

    private void goneBefore(@Nullable String key) {
        while (expected != null && (key == null || expected.compareTo(key) < 0)) {
            store.lake().object(expected).ifPresent(object -> doubtful.add(object.claim()));
            expected = nextKnown();
        }
    }

    /** Claims whose objects must be compared again. */
    Set<String> doubtful() {
        return doubtful;
    }

    /**
     * Reports objects that no claim names.
     *
     * @param heads read after the listing: by then, every object of a lake writer has been claimed
     */
    void reportUnclaimed(List<Head> heads, long now) {
        Set<String> reported = new HashSet<>();
        for (Listed listed : unclaimed) {
            if (store.lake().object(listed.key()).isEmpty()
                    && heads.stream().noneMatch(head -> mayBeOf(head, listed.key()))) {
                String subject = ClaimCheck.OBJECT + listed.key();
                reported.add(subject);
                store.differences()
                        .replace(
                                subject,
                                List.of(new ProofDifference(
                                        Kind.OBJECT_UNCLAIMED,
                                        "",
                                        "",
                                        "",
                                        listed.key(),
                                        "",
                                        now,
                                        now,
                                        "the object is in the bucket, but no claim names it")));
            }
        }
        store.differences().subjects(ClaimCheck.OBJECT).stream()
                .filter(subject -> !reported.contains(subject))
                .filter(subject -> store.lake()
                        .object(subject.substring(ClaimCheck.OBJECT.length()))
                        .isEmpty())
                .forEach(subject -> store.differences().replace(subject, List.of()));
    }

    /** Whether the object may belong to a claim of the shard that has not been compared yet. */
    private boolean mayBeOf(Head head, String key) {
        String file = key.substring(key.lastIndexOf('/') + 1);
        String prefixOfShard = head.stream() + "-" + head.shardId() + "-";
        int end = file.indexOf('.');
        if (!file.startsWith(prefixOfShard) || end < 0) {
            return false;
        }
        try {
            long number = Long.parseLong(file.substring(prefixOfShard.length(), end));
            boolean done = number > store.figure("followed:" + head.shardId()) && number <= head.last();
            return done || number == head.open();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
