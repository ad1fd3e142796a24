package io.orderlake.proof.check;

import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerReader;
import io.orderlake.proof.lake.LedgerReader.Head;
import io.orderlake.proof.state.CheckedClaim;
import io.orderlake.proof.state.ProofStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads new claims from the ledger, those of parent shards first, and checks each claim on its own: numbers without gaps,
 * ranges in order, a valid plan, nothing beyond the head.
 */
public final class ClaimQueue {

    private static final String FOLLOWED = "followed:";
    private static final int AT_ONCE = 50;
    private static final int PLAN_CHARACTERS = 32;
    private static final JsonMapper JSON = new JsonMapper();

    private final LedgerReader ledger;
    private final ProofStore store;
    private final Deque<ClaimCheck.Read> waiting = new ArrayDeque<>();
    private final Map<String, List<String>> formats = new HashMap<>();
    private List<Head> known = List.of();
    private long knownAt;

    public ClaimQueue(LedgerReader ledger, ProofStore store) {
        this.ledger = ledger;
        this.store = store;
    }

    /** Reads new claims if none wait. */
    public void readNewClaims(long now) {
        if (!waiting.isEmpty()) {
            return;
        }
        List<Head> heads = ledger.heads();
        known = heads;
        knownAt = now;
        Map<String, Head> byShard = heads.stream().collect(Collectors.toMap(Head::shardId, head -> head));
        for (Head head : heads) {
            long followed = store.figure(FOLLOWED + head.shardId());
            if (followed < head.last() && parentsDone(head, byShard)) {
                queue(head, followed, now);
            }
        }
    }

    private boolean parentsDone(Head head, Map<String, Head> byShard) {
        return head.parents().stream().map(byShard::get).allMatch(parent -> parent == null || isDone(parent, byShard));
    }

    // Claims were followed only after those of the parents. A shard without claims shows nothing of its own parents.
    private boolean isDone(Head shard, Map<String, Head> byShard) {
        return shard.finished()
                && store.figure(FOLLOWED + shard.shardId()) >= shard.last()
                && (shard.last() > 0 || parentsDone(shard, byShard));
    }

    private void queue(Head head, long followed, long now) {
        long expected = followed + 1;
        String before = store.lake()
                .claim(LedgerClaim.id(head.stream(), head.shardId(), followed))
                .map(CheckedClaim::lastSequence)
                .orElse("");
        for (LedgerClaim claim : ledger.claimsAfter(head, followed, AT_ONCE)) {
            if (claim.number() > head.last()) {
                return; // Done since the head was read, or forged: the next round reports it if so.
            }
            List<String> wrong = new ArrayList<>(contradictions(claim));
            if (claim.number() != expected) {
                wrong.add("expected claim " + expected + " but the next one is " + claim.number());
            }
            if (!before.isEmpty() && !LedgerClaim.isAfter(claim.firstSequence(), before)) {
                wrong.add("it begins at " + claim.firstSequence() + ", and the claim before it ends at " + before);
            }
            waiting.add(new ClaimCheck.Read(claim, wrong, now, 0));
            expected = claim.number() + 1;
            before = claim.lastSequence();
        }
    }

    /** Contradictions within a claim and with its plan. */
    List<String> contradictions(LedgerClaim claim) {
        List<String> wrong = new ArrayList<>();
        Optional<List<String>> planned = formatsOf(claim.plan());
        if (planned.isEmpty()) {
            wrong.add("its plan " + claim.plan() + " is not in the ledger, or was changed");
        }
        wrong.addAll(claim.contradictions(planned.orElse(List.of())));
        return wrong;
    }

    /** A plan's name is its digest: a plan that was changed no longer matches its name. */
    private Optional<List<String>> formatsOf(String plan) {
        List<String> known = formats.get(plan);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> text = ledger.plan(plan)
                .filter(json -> LandedLines.sha256(json.getBytes(StandardCharsets.UTF_8))
                                .startsWith(plan)
                        && plan.length() == PLAN_CHARACTERS);
        return text.flatMap(ClaimQueue::planned).map(found -> {
            formats.put(plan, found);
            return found;
        });
    }

    /** With Firehose the writer stores no row objects. */
    private static Optional<List<String>> planned(String json) {
        try {
            JsonNode plan = JSON.readTree(json);
            List<String> names = new ArrayList<>();
            if (!plan.has("firehose")) {
                plan.path("formats").forEach(format -> names.add(format.asString()));
            }
            return Optional.of(names);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Forgets plans, so that they are read again. */
    void forgetPlans() {
        formats.clear();
    }

    /** The next claim to compare. */
    public Optional<ClaimCheck.Read> next(long listedAt) {
        return Optional.ofNullable(waiting.peek())
                .map(read -> new ClaimCheck.Read(read.claim(), read.wrong(), read.claimReadAt(), listedAt));
    }

    /** The next claim has been compared. */
    public void done() {
        LedgerClaim claim = waiting.remove().claim();
        store.figure(FOLLOWED + claim.shardId(), claim.number());
    }

    /** Reads a claim again; empty if the ledger no longer has it. */
    Optional<LedgerClaim> reread(Head head, long number) {
        return ledger.claimsAfter(head, number - 1, 1).stream()
                .filter(claim -> claim.number() == number)
                .findFirst();
    }

    /** Reads the heads of all shards from the ledger. */
    public List<Head> heads() {
        return ledger.heads();
    }

    List<LedgerClaim> claimsAfter(Head head, long number) {
        return ledger.claimsAfter(head, number, AT_ONCE);
    }

    /** Milliseconds; all claims that were done before have been compared. 0 if some have not. */
    public long comparedUpTo() {
        return known.stream().allMatch(head -> followed(head) >= head.last()) ? knownAt : 0;
    }

    /** Number of the last claim of the shard that was compared. */
    public long followed(Head head) {
        return store.figure(FOLLOWED + head.shardId());
    }
}
