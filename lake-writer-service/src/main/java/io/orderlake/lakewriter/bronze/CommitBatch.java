package io.orderlake.lakewriter.bronze;

import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.landing.LandedRows;
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
 * @param isLast whether no claim that was offered is left
 */
record CommitBatch(List<Part> parts, boolean isLast) {

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
    }

    /**
     * Takes claims until they hold so many rows or bytes of the table, the first one in any case.
     *
     * @param waiting each shard's claims behind its pointer, in order
     * @throws StreamFailure of kind set-up where a claim's rows went elsewhere
     */
    static CommitBatch of(
            Collection<List<DoneClaim>> waiting,
            Function<String, Plan> plans,
            String table,
            int maxRows,
            long maxBytes) {
        List<Deque<DoneClaim>> shards = new ArrayList<>();
        waiting.forEach(claims -> shards.add(new ArrayDeque<>(claims)));
        shards.removeIf(Deque::isEmpty);
        List<Part> parts = new ArrayList<>();
        long rows = 0;
        long bytes = 0;
        while (!shards.isEmpty() && (parts.isEmpty() || (rows < maxRows && bytes < maxBytes))) {
            Deque<DoneClaim> oldest = shards.stream().min(OLDEST).orElseThrow();
            Part part = part(oldest.remove(), plans, table);
            parts.add(part);
            rows += part.rows();
            bytes += part.bytes();
            shards.removeIf(Deque::isEmpty);
        }
        return new CommitBatch(parts, shards.isEmpty());
    }

    private static final Comparator<Deque<DoneClaim>> OLDEST = Comparator.<Deque<DoneClaim>, Instant>comparing(
                    claims -> claims.element().doneAt())
            .thenComparing(claims -> claims.element().shardId());

    private static Part part(DoneClaim claim, Function<String, Plan> plans, String table) {
        Plan plan = plans.apply(claim.claim().plan());
        refuseFirehose(claim, plan);
        String prefix = LandedRows.prefix(LandedRows.format(plan), table);
        List<ObjectEntry> objects = claim.objects().stream()
                .filter(object -> object.key().startsWith(prefix))
                .toList();
        return new Part(claim, plan, plan.table(table), objects);
    }

    /** Rows that Firehose took stand in no object, so whoever follows would skip them. */
    private static void refuseFirehose(DoneClaim claim, Plan plan) {
        int rejects = claim.objects().stream()
                .filter(object -> object.key().startsWith("errors/"))
                .mapToInt(ObjectEntry::rows)
                .sum();
        if (plan.firehose().isPresent() && claim.claim().rows() > rejects) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot follow claim " + claim.number() + " of " + claim.shardId() + ": expected objects of its "
                            + (claim.claim().rows() - rejects) + " rows but they went to delivery stream "
                            + plan.firehose().get() + ". To begin behind it, set table property " + Pointers.PREFIX
                            + claim.shardId() + " to " + claim.number() + "@"
                            + claim.claim().lastSequence());
        }
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
