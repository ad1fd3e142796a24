package io.orderlake.proof.state;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The state of the proof. Read positions, expected changes and rows become durable together with {@link #commit}, so that a
 * restarted process continues from one consistent state. One thread writes, any thread may read.
 */
public final class ProofStore implements AutoCloseable {

    private static final int CACHE_MEGABYTES = 12;
    private static final String FORMAT = "format";
    private static final String CURRENT = "1";
    private static final String WITNESS = "witness";
    private static final String SOURCE = "source";
    private static final String RELAYED = "relayed";

    private final MVStore store;
    private final MVMap<String, String> figures;
    private final SourceShardStates shards;
    private final ExpectedChanges expectations;
    private final OpenRejects rejects;
    private final LanePositions lanes;
    private final FoldedRows rows;
    private final CheckedLake lake;
    private final FoundDifferences differences;
    private final RelayedState relayed;
    private final JournaledChanges journal;
    private final ErasedChanges erased;

    private ProofStore(MVStore store) {
        this.store = store;
        this.figures = texts("figures");
        this.shards = new SourceShardStates(bytes("places"));
        this.expectations = new ExpectedChanges(bytes("pending"));
        this.rejects = new OpenRejects(
                bytes("rejects"),
                texts("unwitnessed_rejects"),
                bytes("rows_of_unwitnessed_rejects"),
                texts("redriven_before_rejects"));
        this.lanes = new LanePositions(texts("marks"));
        this.rows = new FoldedRows(bytes("rows"));
        this.lake = new CheckedLake(
                bytes("claims"), bytes("objects"), bytes("held"), texts("names"), numbers("unwitnessed_rows"));
        this.differences = new FoundDifferences(bytes("differences"));
        this.relayed = new RelayedState(bytes("told"), bytes("stream_places"));
        this.journal = new JournaledChanges(bytes("journal"), bytes("journal_landed"));
        this.erased = new ErasedChanges(bytes("removals"), bytes("erased"));
    }

    /**
     * Opens a file, or creates it.
     *
     * @throws IllegalStateException if it has another format, or is in use
     */
    public static ProofStore open(Path file) {
        return opened(new MVStore.Builder().fileName(file.toString()).cacheSize(CACHE_MEGABYTES));
    }

    /** A state in memory, which is lost with the process. */
    public static ProofStore inMemory() {
        return opened(new MVStore.Builder());
    }

    private static ProofStore opened(MVStore.Builder builder) {
        ProofStore opened = new ProofStore(
                builder.autoCommitDisabled().autoCompactFillRate(0).open());
        String format = opened.figures.putIfAbsent(FORMAT, CURRENT);
        if (format != null && !format.equals(CURRENT)) {
            opened.store.closeImmediately();
            throw new IllegalStateException("Cannot use the verifier's state: expected format " + CURRENT + " but was "
                    + format + ". Remove its file: all of it is rebuilt");
        }
        return opened;
    }

    private MVMap<String, byte[]> bytes(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    private MVMap<String, String> texts(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
    }

    private MVMap<Long, Long> numbers(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<Long, Long>().keyType(LongDataType.INSTANCE).valueType(LongDataType.INSTANCE));
    }

    /** Makes all changes so far durable, atomically. */
    public void commit() {
        rows.flush();
        lanes.flush();
        store.commit();
    }

    /** Whether enough changes wait that a commit is due. */
    public boolean isFull() {
        return rows.isFull() || store.getUnsavedMemory() > CACHE_MEGABYTES << 20;
    }

    /** Compacts the file, for at most some milliseconds. */
    public void tidy(int millis) {
        store.compactFile(millis);
    }

    @Override
    public void close() {
        store.close();
    }

    /**
     * The witness is the stream behind the relay. A state keeps its witness: another one would report again changes that have
     * already landed.
     *
     * @throws IllegalStateException if the state was created with the other witness
     */
    public void useRelayedWitness() {
        witness(RELAYED);
    }

    /** The witness is the tables' own streams. */
    public void useSourceWitness() {
        witness(SOURCE);
    }

    private void witness(String witness) {
        String before = figures.getOrDefault(WITNESS, shards.all().isEmpty() ? witness : SOURCE);
        if (!before.equals(witness)) {
            throw new IllegalStateException("Cannot use the verifier's state: expected witness " + witness + " but was "
                    + before + ". Remove its file: all of it is rebuilt");
        }
        figures.put(WITNESS, witness);
    }

    /** Whether the witness is the stream behind the relay. */
    public boolean isRelayed() {
        return RELAYED.equals(figures.get(WITNESS));
    }

    public RelayedState relayed() {
        return relayed;
    }

    public SourceShardStates shards() {
        return shards;
    }

    public ExpectedChanges expectations() {
        return expectations;
    }

    public OpenRejects rejects() {
        return rejects;
    }

    public LanePositions lanes() {
        return lanes;
    }

    public FoldedRows rows() {
        return rows;
    }

    public CheckedLake lake() {
        return lake;
    }

    public FoundDifferences differences() {
        return differences;
    }

    public JournaledChanges journal() {
        return journal;
    }

    public ErasedChanges erased() {
        return erased;
    }

    public long figure(String name) {
        return Long.parseLong(figures.getOrDefault(name, "0"));
    }

    public void figure(String name, long value) {
        figures.put(name, Long.toString(value));
    }

    public long next(String name) {
        long next = figure(name) + 1;
        figure(name, next);
        return next;
    }

    public @Nullable String text(String name) {
        return figures.get(name);
    }
}
