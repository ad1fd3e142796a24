package io.orderlake.proof.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * What has been proven so far. Places, expectations and rows move together: nothing is durable before {@link #commit}, so
 * that a process that dies goes on where all of them stood. Written by one thread, read by any.
 */
public final class ProofStore implements AutoCloseable {

    private static final int CACHE_MEGABYTES = 12;
    private static final int WAITING_ROWS = 20_000;
    private static final String FORMAT = "format";
    private static final String CURRENT = "1";
    private static final String WITNESS = "witness";
    private static final String SOURCE = "source";
    private static final String RELAYED = "relayed";

    private final MVStore store;
    private final MVMap<String, byte[]> places;
    private final MVMap<String, byte[]> pending;
    private final MVMap<String, byte[]> rejects;
    private final MVMap<String, String> marks;
    private final MVMap<String, byte[]> rows;
    private final MVMap<String, byte[]> objects;
    private final MVMap<String, byte[]> held;
    private final MVMap<String, String> names;
    private final MVMap<String, byte[]> claims;
    private final MVMap<String, byte[]> differences;
    private final MVMap<String, String> figures;
    private final RelayedState relayed;

    // One write for all changes of a row within a commit, and those in the order of the tree.
    private final Map<String, FoldedRow> waiting = new ConcurrentHashMap<>();
    private final Map<String, String> waitingMarks = new HashMap<>();

    private ProofStore(MVStore store) {
        this.store = store;
        this.places = bytes("places");
        this.pending = bytes("pending");
        this.rejects = bytes("rejects");
        this.marks = texts("marks");
        this.rows = bytes("rows");
        this.objects = bytes("objects");
        this.held = bytes("held");
        this.names = texts("names");
        this.claims = bytes("claims");
        this.differences = bytes("differences");
        this.figures = texts("figures");
        this.relayed = new RelayedState(bytes("told"), bytes("stream_places"));
    }

    /**
     * Opens a file, or makes it.
     *
     * @throws IllegalStateException where it is of another format, or in use
     */
    public static ProofStore open(Path file) {
        return opened(new MVStore.Builder().fileName(file.toString()).cacheSize(CACHE_MEGABYTES));
    }

    /** One that goes with the process. */
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

    /** Makes durable what was said so far, all of it or nothing. */
    public void commit() {
        new TreeMap<>(waiting).forEach((key, row) -> rows.put(key, row.bytes()));
        waiting.clear();
        new TreeMap<>(waitingMarks).forEach(marks::put);
        waitingMarks.clear();
        store.commit();
    }

    /** Whether so much waits for a commit that it should be made now. */
    public boolean isFull() {
        return waiting.size() >= WAITING_ROWS || store.getUnsavedMemory() > CACHE_MEGABYTES << 20;
    }

    /** Gives back space on disk, for some milliseconds. */
    public void tidy(int millis) {
        store.compactFile(millis);
    }

    @Override
    public void close() {
        store.close();
    }

    // The witness

    /**
     * What tells the changes, the same as long as the state lives: another witness would tell anew what has been met.
     *
     * @throws IllegalStateException where the state was made by the other one
     */
    public void useRelayedWitness() {
        witness(RELAYED);
    }

    /** The same of the tables' own streams. */
    public void useSourceWitness() {
        witness(SOURCE);
    }

    private void witness(String witness) {
        String before = figures.getOrDefault(WITNESS, places.isEmpty() ? witness : SOURCE);
        if (!before.equals(witness)) {
            throw new IllegalStateException("Cannot use the verifier's state: expected witness " + witness + " but was "
                    + before + ". Remove its file: all of it is rebuilt");
        }
        figures.put(WITNESS, witness);
    }

    /** Whether changes are told by what has passed the relay. */
    public boolean isRelayed() {
        return RELAYED.equals(figures.get(WITNESS));
    }

    public RelayedState relayed() {
        return relayed;
    }

    // Places

    public Optional<ShardProgress> place(String sourceShard) {
        return Optional.ofNullable(places.get(sourceShard)).map(ShardProgress::of);
    }

    public List<ShardProgress> places() {
        return places.values().stream().map(ShardProgress::of).toList();
    }

    public void put(ShardProgress place) {
        places.put(place.name(), place.bytes());
    }

    public void forget(ShardProgress place) {
        places.remove(place.name());
    }

    // Expectations, by source shard and sequence

    private static String pendingKey(int shard, String sequence) {
        return "%08x".formatted(shard) + sequence;
    }

    public void expect(ShardProgress place, String sequence, Expected change) {
        pending.put(pendingKey(place.number(), sequence), change.bytes());
    }

    public Optional<Expected> expected(ShardProgress place, String sequence) {
        return Optional.ofNullable(pending.get(pendingKey(place.number(), sequence)))
                .map(Expected::of);
    }

    public void met(ShardProgress place, String sequence) {
        pending.remove(pendingKey(place.number(), sequence));
    }

    public long pendingCount() {
        return pending.sizeAsLong();
    }

    /** The expectations of a shard, oldest first, at most so many. */
    public List<Expected> oldest(ShardProgress place, int limit) {
        List<Expected> oldest = new ArrayList<>();
        String shard = "%08x".formatted(place.number());
        Iterator<String> keys = pending.keyIterator(shard);
        while (keys.hasNext() && oldest.size() < limit) {
            String key = keys.next();
            if (!key.startsWith(shard)) {
                break;
            }
            byte[] bytes = pending.get(key);
            if (bytes != null) {
                oldest.add(Expected.of(bytes));
            }
        }
        return oldest;
    }

    /** Every expectation of a row; looks at all of them. */
    public List<Expected> pendingOf(String table, String key) {
        return pending.values().stream()
                .map(Expected::of)
                .filter(change -> change.table().equals(table) && change.key().equals(key))
                .toList();
    }

    /** Keys of a table's rows that have an expectation; looks at all of them. */
    public Set<String> pendingKeys(String table) {
        Set<String> keys = new HashSet<>();
        for (byte[] bytes : pending.values()) {
            Expected change = Expected.of(bytes);
            if (change.table().equals(table)) {
                keys.add(change.key());
            }
        }
        return keys;
    }

    // Rejects, by event id

    public void put(OpenReject reject) {
        rejects.put(reject.change().eventId(), reject.bytes());
    }

    public Optional<OpenReject> reject(String eventId) {
        return Optional.ofNullable(rejects.get(eventId)).map(OpenReject::of);
    }

    public void landed(OpenReject reject) {
        rejects.remove(reject.change().eventId());
    }

    public long rejectCount() {
        return rejects.sizeAsLong();
    }

    public List<OpenReject> rejectsOf(String table, String key) {
        return rejects.values().stream()
                .map(OpenReject::of)
                .filter(reject -> reject.change().table().equals(table)
                        && reject.change().key().equals(key))
                .toList();
    }

    // Marks: the highest sequence seen in the lake of each source shard and lane

    public String mark(String sourceShard, int lane) {
        String key = sourceShard + "#" + lane;
        String waits = waitingMarks.get(key);
        return waits != null ? waits : marks.getOrDefault(key, "");
    }

    public void mark(String sourceShard, int lane, String sequence) {
        waitingMarks.put(sourceShard + "#" + lane, sequence);
    }

    // Rows, folded

    private static String rowKey(String table, String key) {
        return table + "\u001e" + key;
    }

    public Optional<FoldedRow> row(String table, String key) {
        String at = rowKey(table, key);
        FoldedRow waits = waiting.get(at);
        return waits != null
                ? Optional.of(waits)
                : Optional.ofNullable(rows.get(at)).map(FoldedRow::of);
    }

    public void put(String table, String key, FoldedRow row) {
        waiting.put(rowKey(table, key), row);
    }

    /** Each row of a table as it was last committed, in order from a key on; ends where the visitor says false. */
    public void rows(String table, String from, RowVisitor visitor) {
        String prefix = table + "\u001e";
        Iterator<String> keys = rows.keyIterator(prefix + from);
        while (keys.hasNext()) {
            String key = keys.next();
            byte[] bytes = key.startsWith(prefix) ? rows.get(key) : null;
            if (bytes == null || !visitor.visit(key.substring(prefix.length()), FoldedRow.of(bytes))) {
                return;
            }
        }
    }

    /** Looks at rows one by one. */
    public interface RowVisitor {
        /** Whether to go on. */
        boolean visit(String key, FoldedRow row);
    }

    public long rowCount() {
        return rows.sizeAsLong();
    }

    // Objects and what they rightly hold

    public Optional<CheckedObject> object(String key) {
        return Optional.ofNullable(objects.get(key)).map(CheckedObject::of);
    }

    public void put(String key, CheckedObject object) {
        objects.put(key, object.bytes());
        names.putIfAbsent(Long.toString(object.number()), key);
    }

    /** The object of a number. */
    public Optional<String> objectName(long number) {
        return Optional.ofNullable(names.get(Long.toString(number)));
    }

    public AcceptedRows held(String key) {
        return AcceptedRows.of(held.get(key));
    }

    public void put(String key, AcceptedRows rows) {
        held.put(key, rows.bytes());
    }

    /** Each object's rows; a walk through all of them, for what was found wrong only. */
    public void forEachHeld(BiConsumer<String, AcceptedRows> visitor) {
        held.forEach((key, bytes) -> visitor.accept(key, AcceptedRows.of(bytes)));
    }

    /** Keys of checked objects from a key on, that key included. */
    public Iterator<String> objectsFrom(String key) {
        return objects.keyIterator(key);
    }

    public long objectCount() {
        return objects.sizeAsLong();
    }

    // Claims

    public Optional<CheckedClaim> claim(String id) {
        return Optional.ofNullable(claims.get(id)).map(CheckedClaim::of);
    }

    public void put(String id, CheckedClaim claim) {
        claims.put(id, claim.bytes());
    }

    public Iterator<String> claimsFrom(String id) {
        return claims.keyIterator(id);
    }

    public long claimCount() {
        return claims.sizeAsLong();
    }

    // Differences, by what was compared

    /** Says what a comparison found; what it found before and does not find now is gone. */
    public void found(String subject, List<Difference> now) {
        byte[] bytes = differences.get(subject);
        if (now.isEmpty()) {
            if (bytes != null) {
                differences.remove(subject);
            }
            return;
        }
        List<Difference> before = bytes == null ? List.of() : Difference.of(bytes);
        differences.put(
                subject,
                Difference.bytes(
                        now.stream().map(one -> one.foundBefore(before)).toList()));
    }

    /** What a comparison has found. */
    public List<Difference> differences(String subject) {
        byte[] bytes = differences.get(subject);
        return bytes == null ? List.of() : Difference.of(bytes);
    }

    public boolean differs(String subject) {
        return differences.containsKey(subject);
    }

    /** Subjects with differences that begin with a text. */
    public List<String> differing(String prefix) {
        List<String> subjects = new ArrayList<>();
        Iterator<String> keys = differences.keyIterator(prefix);
        while (keys.hasNext()) {
            String key = keys.next();
            if (!key.startsWith(prefix)) {
                break;
            }
            subjects.add(key);
        }
        return subjects;
    }

    public List<Difference> differences() {
        return differences.values().stream()
                .flatMap(bytes -> Difference.of(bytes).stream())
                .toList();
    }

    // Figures

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
