package io.orderlake.proof.journey;

import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerReader;
import io.orderlake.proof.lake.LedgerReader.Head;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.state.CheckedObject;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.FoldedRow;
import io.orderlake.proof.state.OpenReject;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports how far each change of a row has come, from the proof's state, the objects and the streams. */
public final class Journeys {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int DEFAULT_LANES = 64;

    private final ProofStore store;
    private final Map<String, TableFingerprints> tables;
    private final LakeObjects lake;
    private final LedgerReader ledger;
    private final StreamSearch streams;
    private final Checkpoints checkpoints;
    private final Names names;

    /**
     * Names of streams and tables.
     *
     * @param relayTable leases of the relay
     * @param transformerTable leases of the transformer
     */
    public record Names(String changes, String events, String relayTable, String transformerTable) {}

    /** Bucket, ledger and streams to read. */
    public record Dependencies(
            LakeObjects lake,
            LedgerReader ledger,
            software.amazon.awssdk.services.kinesis.KinesisClient kinesis,
            software.amazon.awssdk.services.dynamodb.DynamoDbClient dynamodb) {}

    public Journeys(ProofStore store, Map<String, TableFingerprints> tables, Dependencies dependencies, Names names) {
        this.store = store;
        this.tables = Map.copyOf(tables);
        this.lake = dependencies.lake();
        this.ledger = dependencies.ledger();
        this.streams = new StreamSearch(dependencies.kinesis());
        this.checkpoints = new Checkpoints(dependencies.dynamodb());
        this.names = names;
    }

    /** The journeys of a row's changes, in the order of their positions; empty if the row is not known. */
    public Optional<Map<String, @Nullable Object>> of(String table, String key) {
        if (!tables.containsKey(table)) {
            return Optional.empty();
        }
        List<ChangeJourney> changes = new ArrayList<>();
        store.rows().find(table, key).ifPresent(row -> landed(table, key, row, changes));
        store.rejects().of(table, key).forEach(reject -> changes.add(rejected(reject)));
        store.expectations().of(table, key).forEach(change -> changes.add(underWay(change)));
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        changes.sort(Comparator.comparing(ChangeJourney::position));
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("table", table);
        page.put("key", key.replace('\u001f', '/'));
        page.put("changes", changes.stream().map(ChangeJourney::page).toList());
        return Optional.of(page);
    }

    private void landed(String table, String key, FoldedRow row, List<ChangeJourney> changes) {
        RowParser rows = new RowParser(tables);
        for (long number : row.landings()) {
            String object = store.lake().objectName(number).orElse("");
            lake.get(object)
                    .ifPresent(stored ->
                            LandedLines.of(stored.bytes(), object.endsWith(".gz"), (bytes, from, length) -> {
                                LandedRow landed = object.startsWith("errors/")
                                        ? rows.reject(bytes, from, length)
                                        : rows.row(table, bytes, from, length);
                                if (!landed.rejected() && landed.key().equals(key)) {
                                    changes.add(landed(
                                            landed, object, new String(bytes, from, length, StandardCharsets.UTF_8)));
                                }
                                return landed;
                            }));
        }
    }

    private ChangeJourney landed(LandedRow row, String object, String line) {
        JsonNode json = JSON.readTree(line);
        String relayedAt = json.path("cdc_relayed_at").asString("");
        String transformedAt = json.path("cdc_transformed_at").asString("");
        int lanes = lanes(row.sourceShard());
        JourneyStop inChanges = found(names.changes(), lanes, row.lane(), row.eventId(), relayedAt);
        JourneyStop inEvents = found(names.events(), lanes, row.lane(), row.eventId(), transformedAt);
        return new ChangeJourney(
                row.eventId(),
                row.op(),
                row.position(),
                Instant.ofEpochMilli(row.changedAt()).toString(),
                "landed",
                "",
                new JourneyStop("source", row.sourceShard(), sequence(row.position()), 0, null),
                inChanges,
                inEvents,
                landing(object, ""));
    }

    /** If the stream no longer contains the change, only its time is known. */
    private JourneyStop found(String stream, int lanes, int lane, String eventId, String at) {
        Instant from = at.isEmpty() ? Instant.EPOCH : Instant.parse(at);
        JourneyStop found =
                streams.find(stream, lanes, lane, eventId, from).orElse(new JourneyStop(stream, "", "", 0, null));
        return new JourneyStop(stream, found.shard(), found.sequence(), found.index(), at.isEmpty() ? null : at);
    }

    private int lanes(String sourceShard) {
        return store.shards()
                .find(sourceShard)
                .map(SourceShardState::lanes)
                .filter(count -> count > 0)
                .orElse(DEFAULT_LANES);
    }

    private ChangeJourney.Landing landing(String object, String reason) {
        String id = store.lake().object(object).map(CheckedObject::claim).orElse("");
        Optional<LedgerClaim> claim = claim(id);
        String sameRows = claim.flatMap(found -> found.objects().stream()
                        .filter(one -> one.key().equals(object))
                        .findFirst())
                .map(LedgerClaim.LedgerObject::pathWithoutFormat)
                .orElse(object);
        List<String> objects = claim.map(found -> found.objects().stream()
                        .filter(one -> one.pathWithoutFormat().equals(sameRows))
                        .map(LedgerClaim.LedgerObject::key)
                        .toList())
                .orElse(List.of(object));
        return new ChangeJourney.Landing(
                id,
                claim.map(LedgerClaim::claimedAt).orElse(""),
                claim.map(LedgerClaim::doneAt).orElse(""),
                objects,
                reason);
    }

    private Optional<LedgerClaim> claim(String id) {
        int hash = id.indexOf('#');
        if (hash < 0) {
            return Optional.empty();
        }
        String shard = id.substring(0, hash);
        long number = Long.parseLong(id.substring(hash + 1));
        return ledger.heads().stream()
                .filter(head -> (head.stream() + "/" + head.shardId()).equals(shard))
                .findFirst()
                .flatMap(
                        head -> ledger.claimsAfter(head, number - 1, 1).stream().findFirst())
                .filter(claim -> claim.number() == number);
    }

    private ChangeJourney rejected(OpenReject reject) {
        Expected change = reject.change();
        return new ChangeJourney(
                change.eventId(),
                change.delete() ? "D" : "",
                change.position(),
                Instant.ofEpochMilli(change.changedAt()).toString(),
                "rejected",
                "a redrive",
                source(change),
                null,
                null,
                landing(reject.object(), reject.reason()));
    }

    private ChangeJourney underWay(Expected change) {
        SourceShardState shardState = store.shards().find(change.sourceShard()).orElseThrow();
        String at = Instant.ofEpochMilli(change.changedAt()).toString();
        int lane = change.lanes().isEmpty() ? 0 : change.lanes().get(0);
        JourneyStop inChanges = found(names.changes(), lanes(shardState.name()), lane, change.eventId(), at);
        JourneyStop inEvents = found(names.events(), lanes(shardState.name()), lane, change.eventId(), at);
        return new ChangeJourney(
                change.eventId(),
                change.delete() ? "D" : "",
                change.position(),
                at,
                "under way",
                waitsFor(shardState, change, inChanges, inEvents),
                source(change),
                inChanges.sequence().isEmpty() ? null : inChanges,
                inEvents.sequence().isEmpty() ? null : inEvents,
                null);
    }

    private String waitsFor(SourceShardState shardState, Expected change, JourneyStop inChanges, JourneyStop inEvents) {
        if (!inEvents.sequence().isEmpty()) {
            Optional<Head> head = ledger.heads().stream()
                    .filter(one -> one.shardId().equals(inEvents.shard()))
                    .findFirst();
            return head.map(Head::open).orElse(0L) > 0
                    ? "the lake writer, whose claim " + head.get().open() + " of " + inEvents.shard() + " is open"
                    : "the lake writer, or the verifier's next turn";
        }
        if (!inChanges.sequence().isEmpty()) {
            return checkpoints.passed(
                            names.transformerTable(), names.changes(), inChanges.shard(), inChanges.sequence())
                    ? "nothing: the transformer has passed it, but order-events does not contain it"
                    : "the transformer";
        }
        return checkpoints.passed(
                        names.relayTable(), shardState.stream(), shardState.shardId(), sequence(change.position()))
                ? "nothing: the relay has passed it, but order-changes does not contain it"
                : "the relay";
    }

    private static JourneyStop source(Expected change) {
        return new JourneyStop("source", change.sourceShard(), sequence(change.position()), 0, null);
    }

    private static String sequence(String position) {
        String padded = position.substring(position.indexOf('-') + 1);
        int from = 0;
        while (from < padded.length() - 1 && padded.charAt(from) == '0') {
            from++;
        }
        return padded.substring(from);
    }
}
