package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.ObjectKey;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.ledger.DoneClaim;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The claims that one commit of a table follows. Pure.
 *
 * @param parts in the order in which they are followed: each shard's in order, and of several shards the oldest first
 * @param isLast whether the batch contains all claims that were offered
 */
record CommitBatch(List<Part> parts, boolean isLast) {

    private static final Comparator<Deque<DoneClaim>> OLDEST = Comparator.<Deque<DoneClaim>, Instant>comparing(
                    claims -> claims.element().doneAt())
            .thenComparing(claims -> claims.element().shardId());

    CommitBatch {
        parts = List.copyOf(parts);
    }

    /**
     * What a claim holds of the table.
     *
     * @param objects of one format
     */
    record Part(DoneClaim claim, Plan plan, Optional<TablePlan> table, List<ObjectEntry> objects) {

        int rows() {
            return objects.stream().mapToInt(ObjectEntry::rows).sum();
        }

        long bytes() {
            return objects.stream().mapToLong(ObjectEntry::length).sum();
        }

        /** @throws StreamFailure of kind set-up where the claim's rows went to Firehose: no object contains them */
        void refuseFirehose() {
            int rejects = claim.objects().stream()
                    .filter(object -> object.key().startsWith(ObjectKey.ERRORS))
                    .mapToInt(ObjectEntry::rows)
                    .sum();
            int missing = claim.claim().rows() - rejects;
            if (plan.firehose().isPresent() && missing > 0) {
                throw new StreamFailure(
                        FailureKind.SETUP,
                        "Cannot follow claim " + claim.number() + " of " + claim.shardId()
                                + ": expected objects of its "
                                + missing + " rows but they went to delivery stream "
                                + plan.firehose().get() + ". To begin after this claim, set table property "
                                + Pointers.PREFIX + claim.shardId() + " to " + claim.number() + "@"
                                + claim.claim().lastSequence());
            }
        }
    }

    /**
     * Takes claims until they hold the limit's rows or bytes of the table. The first claim is always taken.
     *
     * @param waiting each shard's claims behind its pointer, in order
     * @param part what a claim holds of the table
     * @throws StreamFailure of kind set-up where a claim's rows went elsewhere
     */
    static CommitBatch of(
            Collection<List<DoneClaim>> waiting, Function<DoneClaim, Part> part, CommitBronze.Limits limits) {
        List<Deque<DoneClaim>> shards = new ArrayList<>();
        waiting.forEach(claims -> shards.add(new ArrayDeque<>(claims)));
        shards.removeIf(Deque::isEmpty);
        List<Part> parts = new ArrayList<>();
        long rows = 0;
        long bytes = 0;
        while (!shards.isEmpty() && (parts.isEmpty() || (rows < limits.maxRows() && bytes < limits.maxBytes()))) {
            Part next = part.apply(shards.stream().min(OLDEST).orElseThrow().remove());
            next.refuseFirehose();
            parts.add(next);
            rows += next.rows();
            bytes += next.bytes();
            shards.removeIf(Deque::isEmpty);
        }
        return new CommitBatch(parts, shards.isEmpty());
    }

    int rows() {
        return parts.stream().mapToInt(Part::rows).sum();
    }

    List<DoneClaim> claims() {
        return parts.stream().map(Part::claim).toList();
    }

    /** The plans of the parts that hold rows, in order, each once. */
    List<TablePlan> tablePlans() {
        return parts.stream()
                .filter(part -> !part.objects().isEmpty())
                .flatMap(part -> part.table().stream())
                .distinct()
                .toList();
    }
}
