package io.orderlake.verifier.check;

import io.orderlake.contract.Lanes;
import io.orderlake.verifier.source.ChangeFeed.FeedShard;
import io.orderlake.verifier.source.SourceChange;
import io.orderlake.verifier.state.Expected;
import io.orderlake.verifier.state.Place;
import io.orderlake.verifier.state.ProofStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The places of one table's source shards, as the table's stream lists them. */
final class SourcePlaces {

    private static final Logger LOG = LoggerFactory.getLogger(SourcePlaces.class);

    private final ProofStore store;
    private final String table;

    SourcePlaces(ProofStore store, String table) {
        this.store = store;
        this.table = table;
    }

    /** Begins new shards, and ends those that left the stream. */
    void listed(List<FeedShard> shards) {
        for (FeedShard shard : shards) {
            Optional<Place> place = store.place(shard.name());
            if (place.isEmpty() || isUnlisted(place.get())) {
                begin(shard, place);
            }
        }
        if (!shards.isEmpty()) {
            endAllBut(shards.stream().map(FeedShard::name).collect(Collectors.toSet()));
        }
    }

    private void begin(FeedShard shard, Optional<Place> unlisted) {
        // What a shard is told about begins with its parents' end.
        long through = parents(shard).mapToLong(Place::through).max().orElse(0);
        store.put(new Place(
                shard.name(),
                table,
                shard.stream(),
                shard.shardId(),
                unlisted.map(Place::number).orElseGet(this::number),
                shard.epoch(),
                unlisted.map(Place::lanes).orElse(0),
                "",
                "",
                through,
                false));
    }

    /** A shard that the table's stream no longer lists, and that nobody waits for: only changes of it came later. */
    Place unlisted(String name, int epoch, int lanes) {
        String shardId = name.substring(name.lastIndexOf('/') + 1);
        Place place = new Place(name, table, "", shardId, number(), epoch, lanes, "", "", 0, true);
        store.put(place);
        return place;
    }

    private static boolean isUnlisted(Place place) {
        return place.stream().isEmpty();
    }

    private int number() {
        return (int) store.next("source_shards");
    }

    /** The places of a shard's parents, as far as they are known. */
    Stream<Place> parents(FeedShard shard) {
        String siblings = shard.name().substring(0, shard.name().lastIndexOf('/') + 1);
        return shard.parents().stream()
                .map(parent -> store.place(siblings + parent))
                .flatMap(Optional::stream);
    }

    /** A shard that left the stream is over, whatever was not read of it; its expectations stay. */
    private void endAllBut(Set<String> listed) {
        for (Place place : store.places()) {
            if (place.table().equals(table) && !listed.contains(place.name()) && !place.finished()) {
                store.put(place.ended());
                store.next("gaps");
                LOG.atWarn()
                        .addKeyValue("source_shard", place.name())
                        .log("The shard left the stream before it was read to its end: changes of it have no witness");
            }
        }
    }

    static Expected expected(Place place, SourceChange change) {
        Lanes lanes = new Lanes(place.lanes());
        return new Expected(
                change.eventId(),
                change.table(),
                change.key(),
                place.name(),
                change.laneKeys().stream()
                        .map(key -> lanes.laneOf(place.source(), key))
                        .distinct()
                        .toList(),
                position(place, change),
                change.changedAt(),
                change.delete(),
                change.print());
    }

    static String position(Place place, SourceChange change) {
        return "%06d-".formatted(place.epoch()) + change.sequence();
    }
}
