package io.orderlake.verifier;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.proof.TablePrints;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.TablesYaml;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.RuntimeSettings;
import io.orderlake.stream.StreamFailure;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.dynamodb.DynamoStreamBodies;
import io.orderlake.stream.kinesis.KinesisShards;
import io.orderlake.stream.pack.Unpacker;
import io.orderlake.verifier.KeepProving.Comparisons;
import io.orderlake.verifier.VerifierSettings.Witness;
import io.orderlake.verifier.check.ChangeWitness;
import io.orderlake.verifier.check.ClaimCheck;
import io.orderlake.verifier.check.Cost;
import io.orderlake.verifier.check.LedgerFollowing;
import io.orderlake.verifier.check.RelayedFollowing;
import io.orderlake.verifier.check.RelayedStream;
import io.orderlake.verifier.check.Rounds;
import io.orderlake.verifier.check.SourceFollowing;
import io.orderlake.verifier.check.TableRound;
import io.orderlake.verifier.journey.Journeys;
import io.orderlake.verifier.lake.DynamoLedgerReading;
import io.orderlake.verifier.lake.LakeObjects;
import io.orderlake.verifier.lake.Ledger;
import io.orderlake.verifier.lake.RowReading;
import io.orderlake.verifier.lake.S3LakeObjects;
import io.orderlake.verifier.source.ChangeReading;
import io.orderlake.verifier.source.DynamoTableRows;
import io.orderlake.verifier.source.RelayRegister;
import io.orderlake.verifier.source.TableStreamFeed;
import io.orderlake.verifier.state.ProofStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the verifier together. Nothing here can write to what it verifies. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VerifierSettings.class)
class VerifierWiring {

    @Bean
    VerifiedTables tables(RuntimeSettings settings) {
        return new VerifiedTables(TablesYaml.read(settings.tables()).stream()
                .collect(Collectors.toMap(TableShape::name, TablePrints::new)));
    }

    @Bean
    Cost cost() {
        return new Cost();
    }

    @Bean
    ProofStore proofStore(VerifierSettings settings) {
        try {
            ProofStore store = ProofStore.open(settings.state().toAbsolutePath());
            switch (settings.witness()) {
                case SOURCE -> store.tellFromSource();
                case RELAYED -> store.tellFromRelayed();
            }
            return store;
        } catch (IllegalStateException e) {
            throw new StreamFailure(FailureKind.SETUP, String.valueOf(e.getMessage()), e);
        }
    }

    @Bean
    LakeObjects lakeObjects(S3Client s3, VerifierSettings settings) {
        return new S3LakeObjects(s3, settings.bucket());
    }

    @Bean
    Ledger ledger(DynamoDbClient dynamodb, VerifierSettings settings) {
        return new DynamoLedgerReading(dynamodb, settings.ledgerTable(), settings.rowStream());
    }

    @Bean
    LedgerFollowing ledgerFollowing(Ledger ledger, ProofStore store) {
        return new LedgerFollowing(ledger, store);
    }

    @Bean
    Journeys journeys(
            ProofStore store,
            VerifiedTables tables,
            LakeObjects lake,
            Ledger ledger,
            VerifierSettings settings,
            KinesisClient kinesis,
            DynamoDbClient dynamodb) {
        return new Journeys(
                store,
                tables.byName(),
                new Journeys.Rim(lake, ledger, kinesis, dynamodb),
                new Journeys.Names(
                        settings.changeStream(),
                        settings.rowStream(),
                        settings.relayTable(),
                        settings.transformerTable()));
    }

    @Bean
    TableFeeds feeds(
            VerifiedTables tables,
            DynamoDbClient dynamodb,
            AwsClients clients,
            VerifierSettings settings,
            TableStreamFeed.Rim rim) {
        DynamoStreamBodies bodies = new DynamoStreamBodies(clients.dynamodbStreamBodies());
        RelayRegister register = new RelayRegister(dynamodb, settings.relayTable());
        return new TableFeeds(tables.byName().values().stream()
                .collect(Collectors.toMap(
                        table -> table, table -> new TableStreamFeed(table, dynamodb, bodies, register, rim))));
    }

    @Bean
    List<ChangeWitness> witnesses(
            TableFeeds feeds,
            KinesisClient kinesis,
            VerifierSettings settings,
            ProofStore store,
            RelayedFollowing.Rim rim) {
        SourceFollowing.Follow follow = new SourceFollowing.Follow(settings.streamDelay(), settings.discoverEvery());
        return switch (settings.witness()) {
            case SOURCE ->
                feeds.byTable().values().stream()
                        .<ChangeWitness>map(feed -> new SourceFollowing(feed, store, rim.clock(), rim.cost(), follow))
                        .toList();
            case RELAYED -> {
                RelayedStream stream = new RelayedStream(
                        new KinesisShards(kinesis, settings.changeStream(), Unpacker::unpack),
                        store,
                        rim.clock(),
                        settings.discoverEvery());
                yield List.of(new RelayedFollowing(feeds.followed(), stream, store, rim, follow));
            }
        };
    }

    @Bean
    RelayedFollowing.Rim relayedRim(InstantSource time, Cost cost, LakeObjects lake) {
        return new RelayedFollowing.Rim(time, cost, lake);
    }

    @Bean
    TableStreamFeed.Rim rim(InstantSource time, Cost cost) {
        return new TableStreamFeed.Rim(time, cost);
    }

    @Bean
    Comparisons comparisons(
            List<ChangeWitness> witnesses,
            LedgerFollowing ledger,
            LakeObjects lake,
            VerifiedTables tables,
            Rounds.Pace pace,
            RoundTables rows,
            ProofStore store,
            Cost cost) {
        ClaimCheck claims = new ClaimCheck(store, lake, new RowReading(tables.byName()), cost);
        Rounds rounds = new Rounds(store, new Rounds.Parts(ledger, lake, claims, rows.rounds()), pace, cost);
        return new Comparisons(witnesses, ledger, claims, rounds);
    }

    @Bean
    RoundTables roundTables(
            VerifiedTables tables, DynamoDbClient dynamodb, ProofStore store, VerifierSettings settings) {
        // The relay passes on no word of what a filter held back, so that the fold need not be the table.
        return new RoundTables(tables.byName().values().stream()
                .filter(table -> settings.witness() == Witness.SOURCE
                        || table.table().filters().isEmpty())
                .map(table -> new TableRound(
                        new DynamoTableRows(dynamodb, table),
                        !table.table().filters().isEmpty(),
                        store))
                .toList());
    }

    @Bean
    Rounds.Pace pace(VerifierSettings settings) {
        return new Rounds.Pace(settings.readUnits(), settings.roundEvery());
    }

    @Bean
    KeepProving keepProving(ProofStore store, Comparisons comparisons, InstantSource time) {
        return new KeepProving(store, comparisons, time);
    }

    @Bean
    ProvingLoop provingLoop(
            KeepProving story,
            VerifierSettings settings,
            RuntimeSettings runtime,
            ProofStore store,
            InstantSource time) {
        return new ProvingLoop(story, settings.tickEvery(), runtime.stalledAfter(), store, time);
    }

    @Bean
    ProofPage proofPage(KeepProving story, ProofStore store, Cost cost, ProvingLoop loop, InstantSource time) {
        return new ProofPage(story, store, cost, loop, time);
    }

    @Bean
    ProofMetrics proofMetrics(
            KeepProving story, ProofStore store, Cost cost, InstantSource time, MeterRegistry meters) {
        return new ProofMetrics(story, store, cost, time, meters);
    }

    /** The tables by name in the lake. */
    record VerifiedTables(Map<String, TablePrints> byName) {
        VerifiedTables {
            byName = Map.copyOf(byName);
        }
    }

    /** The streams of the tables. */
    record TableFeeds(Map<TablePrints, TableStreamFeed> byTable) {
        TableFeeds {
            byTable = Map.copyOf(byTable);
        }

        List<RelayedFollowing.Followed> followed() {
            return byTable.entrySet().stream()
                    .map(feed -> new RelayedFollowing.Followed(
                            feed.getKey().table().source(), feed.getValue(), new ChangeReading(feed.getKey())))
                    .toList();
        }
    }

    /** What a round looks at in tables. */
    record RoundTables(List<TableRound> rounds) {
        RoundTables {
            rounds = List.copyOf(rounds);
        }
    }
}
