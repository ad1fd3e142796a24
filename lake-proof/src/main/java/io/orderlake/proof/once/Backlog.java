package io.orderlake.proof.once;

import io.orderlake.proof.TableShape;
import io.orderlake.proof.check.ClaimQueue;
import io.orderlake.proof.lake.LedgerReader.Head;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What existed before a comparison began and has not been read yet: changes in the tables' streams, and claims. */
final class Backlog {

    private final ProofStore store;
    private final ClaimQueue ledger;
    private final List<TableShape> tables;
    private final long until;
    private @Nullable List<Head> heads;
    private List<Object> before = List.of();

    /** @param until milliseconds up to which streams must be read */
    Backlog(ProofStore store, ClaimQueue ledger, List<TableShape> tables, long until) {
        this.store = store;
        this.ledger = ledger;
        this.tables = tables;
        this.until = until;
    }

    /** Reads once which claims exist. */
    void begin() {
        if (heads == null) {
            heads = ledger.heads();
        }
    }

    /** Whether any of it has been read since the last call. */
    boolean hasMoved() {
        List<Object> left = new ArrayList<>(unread());
        left.add(claims());
        boolean moved = !left.equals(before);
        before = left;
        return moved;
    }

    /** Number of claims that have not been compared. */
    long claims() {
        List<Head> begun = Objects.requireNonNull(heads, "begin() reads the heads");
        return begun.stream()
                .mapToLong(head -> Math.max(0, head.last() - ledger.followed(head)))
                .sum();
    }

    /** Whether every source shard that is known has been read. */
    boolean areShardsRead() {
        return unread().isEmpty();
    }

    /** Whether every table has a source shard, and all of them were read without a gap. */
    boolean isSourceRead() {
        return areShardsRead() && gaps() == 0 && tables.stream().allMatch(this::hasShard);
    }

    private List<SourceShardState> unread() {
        return store.shards().all().stream()
                .filter(shard -> !shard.finished())
                .filter(shard -> shard.through() < until)
                .toList();
    }

    private boolean hasShard(TableShape table) {
        return store.shards().all().stream().anyMatch(shard -> shard.table().equals(table.name()));
    }

    private long gaps() {
        return store.figure("gaps");
    }

    /** What has not been read, in plain words. */
    List<String> left() {
        List<String> left = new ArrayList<>();
        unread().forEach(shard -> left.add("changes of source shard " + shard.name()
                + (shard.lanes() == 0 ? ", which the relay has not begun" : ", which was not read to the start")));
        tables.stream()
                .filter(table -> !hasShard(table))
                .forEach(table -> left.add("changes of table " + table.name() + ": no source shard was read"));
        if (gaps() > 0) {
            left.add("changes in " + gaps() + " gaps: the stream removed them before they were read");
        }
        if (claims() > 0) {
            left.add("claims: " + claims() + " were not compared");
        }
        return left;
    }
}
