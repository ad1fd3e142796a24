package io.orderlake.proof.once;

import io.orderlake.proof.ProofProcessor;
import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.check.ChangeWitness;
import io.orderlake.proof.check.ClaimCheck;
import io.orderlake.proof.check.ClaimQueue;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.check.RoundProcessor;
import io.orderlake.proof.check.TableRound;
import io.orderlake.proof.check.TableStreamReader;
import io.orderlake.proof.journal.JournalComparison;
import io.orderlake.proof.journal.JournalParser;
import io.orderlake.proof.lake.DynamoLedgerReader;
import io.orderlake.proof.lake.FormatReader;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.lake.S3LakeObjects;
import io.orderlake.proof.source.DynamoChangeFeed;
import io.orderlake.proof.source.DynamoStreamReader;
import io.orderlake.proof.source.DynamoTableRows;
import io.orderlake.proof.source.RelayRegister;
import io.orderlake.proof.state.ProofStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Prepares a single run of the judge on a fleet whose streams, tables and bucket have the default names. */
public final class AwsProof {

    private static final String BUCKET = "orderlake";
    private static final String LEDGER_TABLE = "orderlake-ledger";
    private static final String RELAY_TABLE = "orderlake-relay";
    private static final String ROW_STREAM = "order-events";
    private static final Duration DISCOVER_EVERY = Duration.ofSeconds(1);
    private static final RoundProcessor.Pace PACE = new RoundProcessor.Pace(1e9, Duration.ofSeconds(1));

    private final InstantSource clock = Clock.systemUTC();
    private final Clients clients;
    private final ProofStore store;
    private final Map<String, TableFingerprints> tables;
    private final ProofCost cost = new ProofCost();

    /**
     * Clients, used only to read.
     *
     * @param streams must be built with {@link io.orderlake.proof.source.AnswerBody} among its interceptors
     */
    public record Clients(DynamoDbClient dynamodb, DynamoDbStreamsClient streams, S3Client s3) {}

    /** @param store must be empty */
    public AwsProof(Clients clients, List<TableShape> tables, ProofStore store) {
        this.clients = clients;
        this.store = store;
        this.tables = tables.stream().collect(Collectors.toMap(TableShape::name, TableFingerprints::new));
    }

    /**
     * Wires the run.
     *
     * @param journal if it is null, does not exist or contains no write, only streams and tables are witnesses
     * @param margin how late a stream may report a change
     * @param readers creates readers of further formats
     * @param passing whether a failed read may succeed later
     */
    public OneProof prepared(
            @Nullable Path journal,
            Duration margin,
            LandingFigures figures,
            Function<RowParser, List<FormatReader>> readers,
            Predicate<RuntimeException> passing) {
        store.useSourceWitness();
        boolean journaled = readJournal(journal) > 0;
        RowParser rows = new RowParser(tables);
        ObjectReaders objects = new ObjectReaders(rows, readers.apply(rows));
        S3LakeObjects lake = new S3LakeObjects(clients.s3(), BUCKET);
        ClaimQueue ledger = new ClaimQueue(new DynamoLedgerReader(clients.dynamodb(), LEDGER_TABLE, ROW_STREAM), store);
        JournalComparison comparison = new JournalComparison(
                store,
                tables.values().stream()
                        .map(TableFingerprints::table)
                        .filter(table -> !table.filters().isEmpty())
                        .map(TableShape::name)
                        .collect(Collectors.toSet()));
        ClaimCheck claims = new ClaimCheck(store, lake, objects, cost, List.of(figures, comparison));
        RoundProcessor rounds =
                new RoundProcessor(store, new RoundProcessor.Parts(ledger, lake, claims, tableRounds()), PACE, cost);
        ProofProcessor processor = new ProofProcessor(
                store, new ProofProcessor.Comparisons(witnesses(margin), ledger, claims, rounds), clock);
        List<TableShape> shapes =
                tables.values().stream().map(TableFingerprints::table).toList();
        return new OneProof(
                store,
                processor,
                new OneProof.Parts(ledger, objects, figures, comparison, shapes, cost, margin, journaled),
                clock,
                passing);
    }

    /** Returns the number of writes that the journal contains. */
    private long readJournal(@Nullable Path journal) {
        if (journal == null || !Files.isRegularFile(journal)) {
            return 0;
        }
        return tables.values().stream()
                .filter(table -> table.table().versioned())
                .mapToLong(orders -> new JournalParser(orders, store).read(journal))
                .sum();
    }

    private List<TableRound> tableRounds() {
        return tables.values().stream()
                .map(table -> new TableRound(
                        new DynamoTableRows(clients.dynamodb(), table),
                        !table.table().filters().isEmpty(),
                        store))
                .toList();
    }

    private List<ChangeWitness> witnesses(Duration margin) {
        DynamoStreamReader stream = new DynamoStreamReader(clients.streams());
        RelayRegister register = new RelayRegister(clients.dynamodb(), RELAY_TABLE);
        DynamoChangeFeed.Dependencies dependencies = new DynamoChangeFeed.Dependencies(clock, cost);
        TableStreamReader.Follow follow = new TableStreamReader.Follow(margin, DISCOVER_EVERY);
        return tables.values().stream()
                .map(table -> new DynamoChangeFeed(table, clients.dynamodb(), stream, register, dependencies))
                .<ChangeWitness>map(feed -> new TableStreamReader(feed, store, clock, cost, follow))
                .toList();
    }
}
