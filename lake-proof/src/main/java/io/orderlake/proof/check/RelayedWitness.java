package io.orderlake.proof.check;

import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.source.ChangeParser;
import io.orderlake.proof.source.ChangeStream.StreamRecord;
import io.orderlake.proof.source.RelayMark;
import io.orderlake.proof.source.ReportedChange;
import io.orderlake.proof.source.SourceShards;
import io.orderlake.proof.state.LaneProgress;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Reads the changes of all tables from the stream behind the relay, for tables whose own streams do not allow another reader. A
 * change that the relay or a redrive sends again is expected only once.
 */
public final class RelayedWitness implements ChangeWitness {

    private static final String LEFT_OUT = "left_out";

    private final RelayedStreamReader stream;
    private final ProofStore store;
    private final Dependencies dependencies;
    private final Map<String, RelayedTable> tables = new HashMap<>();

    /** A table by its name at the source. */
    public record Followed(String source, SourceShards shards, ChangeParser parser) {}

    /** Clock, cost counter and bucket; the bucket contains changes that are too large for the stream. */
    public record Dependencies(InstantSource clock, ProofCost cost, LakeObjects lake) {}

    private record RelayedTable(RelayedSourceProgress shards, ChangeParser parser) {}

    public RelayedWitness(
            List<Followed> tables,
            RelayedStreamReader stream,
            ProofStore store,
            Dependencies dependencies,
            TableStreamReader.Follow follow) {
        this.stream = stream;
        this.store = store;
        this.dependencies = dependencies;
        for (Followed table : tables) {
            RelayedSourceProgress shards =
                    new RelayedSourceProgress(table.shards(), store, dependencies.clock(), follow);
            this.tables.put("dynamodb/" + table.source(), new RelayedTable(shards, table.parser()));
        }
    }

    @Override
    public boolean turn() {
        tables.values().forEach(table -> table.shards().discover());
        boolean more = stream.turn(this::take);
        tables.values().forEach(table -> table.shards().applyLeases(stream.readThrough()));
        return more;
    }

    @Override
    public boolean hasShards() {
        return tables.values().stream().anyMatch(table -> table.shards().hasShards());
    }

    @Override
    public long listedAt() {
        return stream.readThrough();
    }

    private void take(List<StreamRecord> records) {
        dependencies
                .cost()
                .fetched(records.stream().mapToLong(one -> one.data().length).sum());
        records.forEach(this::take);
    }

    private void take(StreamRecord one) {
        try {
            Optional<RelayMark> mark = one.readable() ? RelayMark.of(one.data()) : Optional.empty();
            if (mark.isEmpty()) {
                store.next(LEFT_OUT);
            } else if (!mark.get().redriven() && tables.containsKey(mark.get().source())) {
                take(mark.get(), one.data());
            }
        } catch (IllegalArgumentException | JacksonException unreadable) {
            store.next(LEFT_OUT);
        }
    }

    private void take(RelayMark mark, byte[] data) {
        RelayedTable table = tables.get(mark.source());
        Optional<byte[]> whole = mark.original().isEmpty() ? Optional.of(data) : original(mark.original());
        if (table == null || whole.isEmpty()) {
            store.next(LEFT_OUT);
            return;
        }
        ReportedChange change = table.parser().change(whole.get());
        LaneProgress reported = store.relayed().lane(mark.sourceShard(), mark.lane());
        if (reported.includes(change.sequence())) {
            return;
        }
        SourceShardState shardState = table.shards().stateOf(mark);
        store.expectations().add(shardState, change.sequence(), SourceProgress.expected(shardState, change));
        store.relayed().lane(mark.sourceShard(), mark.lane(), reported.after(change.sequence()));
        dependencies.cost().changesRead(1);
    }

    /** A change that was too large for the stream is in the bucket, as the source reported it. */
    private Optional<byte[]> original(String pointer) {
        String key = pointer.replaceFirst("^s3://[^/]+/", "");
        Optional<byte[]> bytes = dependencies.lake().get(key).map(LakeObjects.Stored::bytes);
        dependencies.cost().fetched(bytes.map(found -> found.length).orElse(0));
        return bytes;
    }
}
