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
 * Takes the changes of all tables from the stream behind the relay, where the tables' own streams have no place for one more
 * reader. What the relay sends again, or a reject that is sent again, is no second expectation.
 */
public final class RelayedWitness implements ChangeWitness {

    private static final String LEFT_OUT = "left_out";

    private final RelayedStreamReader stream;
    private final ProofStore store;
    private final Dependencies dependencies;
    private final Map<String, RelayedTable> tables = new HashMap<>();

    /** A table by its name at the source. */
    public record Followed(String source, SourceShards shards, ChangeParser reading) {}

    /** What it reads besides the stream, and what that costs. */
    public record Dependencies(InstantSource clock, ProofCost cost, LakeObjects lake) {}

    private record RelayedTable(RelayedSourceProgress shards, ChangeParser reading) {}

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
            this.tables.put("dynamodb/" + table.source(), new RelayedTable(shards, table.reading()));
        }
    }

    @Override
    public boolean turn() {
        tables.values().forEach(table -> table.shards().discover());
        boolean more = stream.turn(this::take);
        tables.values().forEach(table -> table.shards().settle(stream.readThrough()));
        return more;
    }

    @Override
    public boolean begun() {
        return tables.values().stream().anyMatch(table -> table.shards().begun());
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
            } else if (!mark.get().sentAgain() && tables.containsKey(mark.get().source())) {
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
        ReportedChange change = table.reading().change(whole.get());
        LaneProgress told = store.relayed().lane(mark.sourceShard(), mark.lane());
        if (told.includes(change.sequence())) {
            return;
        }
        SourceShardState place = table.shards().placeOf(mark);
        store.expectations().add(place, change.sequence(), SourceProgress.expected(place, change));
        store.relayed().lane(mark.sourceShard(), mark.lane(), told.then(change.sequence()));
        dependencies.cost().changesRead(1);
    }

    /** A change that was too large for the stream lies in the bucket as the source told it. */
    private Optional<byte[]> original(String pointer) {
        String key = pointer.replaceFirst("^s3://[^/]+/", "");
        Optional<byte[]> bytes = dependencies.lake().get(key).map(LakeObjects.Stored::bytes);
        dependencies.cost().fetched(bytes.map(found -> found.length).orElse(0));
        return bytes;
    }
}
