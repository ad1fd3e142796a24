package io.orderlake.proof.check;

import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerReader.Head;
import io.orderlake.proof.state.CheckedClaim;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the whole ledger again. A claim that was changed, removed or added is reported as forged. */
final class LedgerRound {

    private final ClaimQueue ledger;
    private final ProofStore store;
    private final Deque<Head> shards = new ArrayDeque<>();
    private final Set<String> doubtful = new HashSet<>();
    private final List<LedgerClaim> beyond = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private long number;

    LedgerRound(ClaimQueue ledger, ProofStore store) {
        this.ledger = ledger;
        this.store = store;
    }

    void begin() {
        List<Head> heads = ledger.heads();
        ledger.forgetPlans();
        shards.clear();
        shards.addAll(heads);
        doubtful.clear();
        beyond.clear();
        seen.clear();
        number = 0;
    }

    boolean complete() {
        return shards.isEmpty();
    }

    /** The next claims of one shard. */
    void step(long now) {
        Head shard = shards.peek();
        if (shard == null) {
            return;
        }
        List<LedgerClaim> claims = ledger.claimsAfter(shard, number);
        long to = claims.isEmpty()
                ? Long.MAX_VALUE
                : claims.get(claims.size() - 1).number();
        claims.forEach(claim -> compare(shard, claim));
        gone(shard, to, now);
        number = to;
        if (claims.isEmpty()) {
            shards.remove();
            number = 0;
        }
    }

    private void compare(Head shard, LedgerClaim claim) {
        seen.add(claim.id());
        Optional<CheckedClaim> known = store.lake().claim(claim.id());
        if (known.isPresent()) {
            if (known.get().fingerprint() != claim.fingerprint()
                    || store.differences().has(ClaimCheck.CLAIM + claim.id())) {
                doubtful.add(claim.id());
            }
        } else if (claim.number() > shard.last()) {
            beyond.add(claim);
        }
    }

    /** Claims between the last page's end and this one's that the ledger no longer has. */
    private void gone(Head shard, long to, long now) {
        String begin = LedgerClaim.id(shard.stream(), shard.shardId(), number + 1);
        String prefix = shard.stream() + "/" + shard.shardId() + "#";
        Iterator<String> known = store.lake().claimsFrom(begin);
        while (known.hasNext()) {
            String id = known.next();
            if (!id.startsWith(prefix) || Long.parseLong(id.substring(prefix.length())) > to) {
                return;
            }
            if (!seen.contains(id)) {
                long since = store.lake().claim(id).map(CheckedClaim::since).orElse(now);
                store.differences()
                        .replace(
                                ClaimCheck.CLAIM + id,
                                List.of(forged(id, since, now, "the ledger no longer contains the claim")));
            }
        }
    }

    /** Claims to compare again, with their objects. */
    Set<String> doubtful() {
        return doubtful;
    }

    /** Reports claims beyond their head. The heads were read after the claims, so they include every claim that is done. */
    void reportForged(List<Head> heads, long now) {
        Set<String> reported = new HashSet<>();
        for (LedgerClaim claim : beyond) {
            boolean done = heads.stream()
                    .anyMatch(head -> head.shardId().equals(claim.shardId()) && claim.number() <= head.last());
            if (!done) {
                reported.add(ClaimCheck.CLAIM + claim.id());
                long since = Math.max(1, ClaimCheck.millis(claim.claimedAt()));
                store.differences()
                        .replace(
                                ClaimCheck.CLAIM + claim.id(),
                                List.of(forged(claim.id(), since, now, "the head of its shard ends before the claim")));
            }
        }
        store.differences().subjects(ClaimCheck.CLAIM).stream()
                .filter(subject -> !reported.contains(subject))
                .filter(subject -> store.lake()
                        .claim(subject.substring(ClaimCheck.CLAIM.length()))
                        .isEmpty())
                .forEach(subject -> store.differences().replace(subject, List.of()));
    }

    static ProofDifference forged(String claim, long since, long now, String sentence) {
        return new ProofDifference(Kind.CLAIM_FORGED, "", "", "", "", claim, since, now, sentence);
    }
}
