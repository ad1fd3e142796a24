package io.orderlake.verifier;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.proof.ProofProcessor;
import io.orderlake.proof.ProofProcessor.Comparisons;
import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.TablesYaml;
import io.orderlake.proof.check.ChangeWitness;
import io.orderlake.proof.check.ClaimCheck;
import io.orderlake.proof.check.ClaimQueue;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.check.RelayedStreamReader;
import io.orderlake.proof.check.RelayedWitness;
import io.orderlake.proof.check.RoundProcessor;
import io.orderlake.proof.check.TableRound;
import io.orderlake.proof.check.TableStreamReader;
import io.orderlake.proof.journey.Journeys;
import io.orderlake.proof.lake.DynamoLedgerReader;
import io.orderlake.proof.lake.LakeObjects;
import io.orderlake.proof.lake.LedgerReader;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.lake.S3LakeObjects;
import io.orderlake.proof.source.AnswerBody;
import io.orderlake.proof.source.ChangeParser;
import io.orderlake.proof.source.DynamoChangeFeed;
import io.orderlake.proof.source.DynamoStreamReader;
import io.orderlake.proof.source.DynamoTableRows;
import io.orderlake.proof.source.KinesisChangeStream;
import io.orderlake.proof.source.RelayRegister;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.RuntimeSettings;
import io.orderlake.stream.StreamFailure;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.verifier.VerifierSettings.Witness;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Wires the verifier. None of its clients writes to the fleet. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VerifierSettings.class)
class VerifierWiring {

    @Bean
    VerifiedTables tables(RuntimeSettings settings) {
        return new VerifiedTables(TablesYaml.read(settings.tables()).stream()
                .collect(Collectors.toMap(TableShape::name, TableFingerprints::new)));
    }

    @Bean
    ProofCost cost() {
        return new ProofCost();
    }

    @Bean
    ProofStore proofStore(VerifierSettings settings) {
        try {
            ProofStore store = ProofStore.open(settings.state().toAbsolutePath());
            switch (settings.witness()) {
                case SOURCE -> store.useSourceWitness();
                case RELAYED -> store.useRelayedWitness();
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
    LedgerReader ledger(DynamoDbClient dynamodb, VerifierSettings settings) {
        return new DynamoLedgerReader(dynamodb, settings.ledgerTable(), settings.rowStream());
    }

    @Bean
    ClaimQueue claimQueue(LedgerReader ledger, ProofStore store) {
        return new ClaimQueue(ledger, store);
    }

    @Bean
    Journeys journeys(
            ProofStore store,
            VerifiedTables tables,
            LakeObjects lake,
            LedgerReader ledger,
            VerifierSettings settings,
            KinesisClient kinesis,
            DynamoDbClient dynamodb) {
        return new Journeys(
                store,
                tables.byName(),
                new Journeys.Dependencies(lake, ledger, kinesis, dynamodb),
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
            DynamoChangeFeed.Dependencies dependencies) {
        DynamoStreamReader reader = new DynamoStreamReader(clients.dynamodbStreams(new AnswerBody()));
        RelayRegister register = new RelayRegister(dynamodb, settings.relayTable());
        return new TableFeeds(tables.byName().values().stream()
                .collect(Collectors.toMap(
                        table -> table,
                        table -> new DynamoChangeFeed(table, dynamodb, reader, register, dependencies))));
    }

    @Bean
    List<ChangeWitness> witnesses(
            TableFeeds feeds,
            KinesisClient kinesis,
            VerifierSettings settings,
            ProofStore store,
            RelayedWitness.Dependencies dependencies) {
        TableStreamReader.Follow follow =
                new TableStreamReader.Follow(settings.streamDelay(), settings.discoverEvery());
        return switch (settings.witness()) {
            case SOURCE ->
                feeds.byTable().values().stream()
                        .<ChangeWitness>map(feed ->
                                new TableStreamReader(feed, store, dependencies.clock(), dependencies.cost(), follow))
                        .toList();
            case RELAYED -> {
                RelayedStreamReader stream = new RelayedStreamReader(
                        new KinesisChangeStream(kinesis, settings.changeStream()),
                        store,
                        dependencies.clock(),
                        settings.discoverEvery());
                yield List.of(new RelayedWitness(feeds.followed(), stream, store, dependencies, follow));
            }
        };
    }

    @Bean
    RelayedWitness.Dependencies relayedDependencies(InstantSource time, ProofCost cost, LakeObjects lake) {
        return new RelayedWitness.Dependencies(time, cost, lake);
    }

    @Bean
    DynamoChangeFeed.Dependencies dependencies(InstantSource time, ProofCost cost) {
        return new DynamoChangeFeed.Dependencies(time, cost);
    }

    @Bean
    ObjectReaders readers(VerifiedTables tables) {
        return new ObjectReaders(new RowParser(tables.byName()), List.of());
    }

    @Bean
    Comparisons comparisons(
            List<ChangeWitness> witnesses,
            ClaimQueue ledger,
            LakeObjects lake,
            ObjectReaders readers,
            RoundProcessor.Pace pace,
            RoundTables rows,
            ProofStore store,
            ProofCost cost) {
        ClaimCheck claims = new ClaimCheck(store, lake, readers, cost, List.of());
        RoundProcessor rounds =
                new RoundProcessor(store, new RoundProcessor.Parts(ledger, lake, claims, rows.rounds()), pace, cost);
        return new Comparisons(witnesses, ledger, claims, rounds);
    }

    @Bean
    RoundTables roundTables(
            VerifiedTables tables, DynamoDbClient dynamodb, ProofStore store, VerifierSettings settings) {
        // The relay does not forward filtered changes, so the folded state may differ from a filtered table.
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
    RoundProcessor.Pace pace(VerifierSettings settings) {
        return new RoundProcessor.Pace(settings.readUnits(), settings.roundEvery());
    }

    @Bean
    ProofProcessor proofProcessor(ProofStore store, Comparisons comparisons, InstantSource time) {
        return new ProofProcessor(store, comparisons, time);
    }

    @Bean
    ProvingLoop provingLoop(
            ProofProcessor processor,
            VerifierSettings settings,
            RuntimeSettings runtime,
            ProofStore store,
            InstantSource time) {
        return new ProvingLoop(processor, settings.tickEvery(), runtime.stalledAfter(), store, time);
    }

    @Bean
    ProofPage proofPage(
            ProofProcessor processor,
            ProofStore store,
            ProofCost cost,
            ProvingLoop loop,
            ObjectReaders readers,
            VerifiedTables tables,
            InstantSource time) {
        return new ProofPage(processor, new ProofPage.Figures(store, cost, loop, readers, tables.shapes()), time);
    }

    @Bean
    ProofMetrics proofMetrics(
            ProofProcessor processor, ProofStore store, ProofCost cost, InstantSource time, MeterRegistry meters) {
        return new ProofMetrics(processor, store, cost, time, meters);
    }

    /** The tables by name in the lake. */
    record VerifiedTables(Map<String, TableFingerprints> byName) {
        VerifiedTables {
            byName = Map.copyOf(byName);
        }

        List<TableShape> shapes() {
            return byName.values().stream()
                    .map(TableFingerprints::table)
                    .sorted(Comparator.comparing(TableShape::name))
                    .toList();
        }
    }

    /** The streams of the tables. */
    record TableFeeds(Map<TableFingerprints, DynamoChangeFeed> byTable) {
        TableFeeds {
            byTable = Map.copyOf(byTable);
        }

        List<RelayedWitness.Followed> followed() {
            return byTable.entrySet().stream()
                    .map(feed -> new RelayedWitness.Followed(
                            feed.getKey().table().source(), feed.getValue(), new ChangeParser(feed.getKey())))
                    .toList();
        }
    }

    /** The tables that a round compares. */
    record RoundTables(List<TableRound> rounds) {
        RoundTables {
            rounds = List.copyOf(rounds);
        }
    }
}
