package io.orderlake.simulation.aws;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A shard of a stream: records in order, of which retention may have removed the oldest. An index counts from the first record
 * that the shard ever had.
 */
public final class StreamShard {

    private final String id;
    private final Set<String> parents;
    private final BigInteger from;
    private final BigInteger to;
    private final List<Entry> entries = new ArrayList<>();
    private int trimmed;
    private boolean closed;

    /** A record as the stream holds it; {@code at} in milliseconds since the beginning. */
    public record Entry(String sequence, String partitionKey, byte[] data, long at) {}

    StreamShard(String id, Set<String> parents, BigInteger from, BigInteger to) {
        this.id = id;
        this.parents = parents;
        this.from = from;
        this.to = to;
    }

    public String id() {
        return id;
    }

    public Set<String> parents() {
        return parents;
    }

    BigInteger from() {
        return from;
    }

    BigInteger to() {
        return to;
    }

    boolean takes(BigInteger hashKey) {
        return !closed && hashKey.compareTo(from) >= 0 && hashKey.compareTo(to) < 0;
    }

    public boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    void append(Entry entry) {
        entries.add(entry);
    }

    /** All that it ever held. */
    public List<Entry> entries() {
        return entries;
    }

    /** How many of its records retention has removed. */
    public int trimmed() {
        return trimmed;
    }

    /** Removes what is older. */
    List<Entry> trimBefore(long millis) {
        int before = trimmed;
        while (trimmed < entries.size() && entries.get(trimmed).at() < millis) {
            trimmed++;
        }
        return List.copyOf(entries.subList(before, trimmed));
    }

    /** The index after a sequence number. */
    int after(String sequence) {
        int index = entries.size();
        while (index > 0 && compare(entries.get(index - 1).sequence(), sequence) > 0) {
            index--;
        }
        return index;
    }

    private static int compare(String sequence, String other) {
        return new BigInteger(sequence).compareTo(new BigInteger(other));
    }
}
