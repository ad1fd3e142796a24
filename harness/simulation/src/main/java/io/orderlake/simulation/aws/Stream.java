package io.orderlake.simulation.aws;

import io.orderlake.simulation.aws.StreamShard.Entry;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** A sharded stream by Kinesis's rules: a shard takes a slice of the hash keys, and a child begins where its parents end. */
public final class Stream {

    /** Iterators of Kinesis and of DynamoDB Streams are valid for at least that long. */
    private static final long ITERATOR_MILLIS = 300_000;

    /** How long a record is kept. */
    public static final Duration RETENTION = Duration.ofHours(1);

    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);
    private static final BigInteger KINESIS =
            new BigInteger("49650000000000000000000000000000000000000000000000000000");
    private static final BigInteger DYNAMODB = new BigInteger("100000000000000000000");

    private final String name;
    private final LongSupplier now;
    private final List<StreamShard> shards = new ArrayList<>();
    private BigInteger sequence;

    private Stream(String name, int shardCount, BigInteger sequence, LongSupplier now) {
        this.name = name;
        this.sequence = sequence;
        this.now = now;
        for (int i = 0; i < shardCount; i++) {
            add(Set.of(), share(i, shardCount), share(i + 1, shardCount));
        }
    }

    public static Stream kinesis(String name, int shardCount, LongSupplier now) {
        return new Stream(name, shardCount, KINESIS, now);
    }

    /** A table's change stream. Its sequence numbers restart with each stream, as those of a re-created table may. */
    public static Stream changes(String name, int shardCount, LongSupplier now) {
        return new Stream(name, shardCount, DYNAMODB, now);
    }

    private static BigInteger share(int part, int of) {
        return HASH_KEYS.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(of));
    }

    public String name() {
        return name;
    }

    /** All shards that ever existed, parents before children. */
    public List<StreamShard> shards() {
        return shards;
    }

    /** The shards that the stream still lists: a closed shard disappears with its last record. */
    List<StreamShard> listed() {
        return shards.stream()
                .filter(shard -> !shard.closed()
                        || shard.trimmed() == 0
                        || shard.trimmed() < shard.entries().size())
                .toList();
    }

    StreamShard shard(String id) {
        return shards.stream()
                .filter(shard -> shard.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Stores a record in the shard that takes its hash key now. */
    public Entry put(BigInteger hashKey, String partitionKey, byte[] data) {
        return store(hashKey, partitionKey, number -> data);
    }

    /** Stores a record that carries its own sequence number. */
    public Entry putNumbered(BigInteger hashKey, Function<String, byte[]> data) {
        return store(hashKey, "", data);
    }

    private Entry store(BigInteger hashKey, String partitionKey, Function<String, byte[]> data) {
        StreamShard shard =
                shards.stream().filter(one -> one.takes(hashKey)).findFirst().orElseThrow();
        sequence = sequence.add(BigInteger.ONE);
        String number = sequence.toString();
        Entry entry = new Entry(number, partitionKey, data.apply(number), now.getAsLong());
        shard.append(entry);
        return entry;
    }

    /** Splits an open shard, which the number selects. */
    public boolean split(int number) {
        Optional<StreamShard> chosen = open(number, shard -> true);
        chosen.ifPresent(shard -> {
            BigInteger middle = shard.from().add(shard.to()).shiftRight(1);
            shard.close();
            add(Set.of(shard.id()), shard.from(), middle);
            add(Set.of(shard.id()), middle, shard.to());
        });
        return chosen.isPresent();
    }

    /** Merges two adjacent shards, which the number selects. */
    public boolean merge(int number) {
        Optional<StreamShard> chosen = open(number, shard -> rightOf(shard).isPresent());
        chosen.ifPresent(left -> {
            StreamShard right = rightOf(left).orElseThrow();
            left.close();
            right.close();
            add(Set.of(left.id(), right.id()), left.from(), right.to());
        });
        return chosen.isPresent();
    }

    /** Closes an open shard and continues it by a child of the same slice, as DynamoDB Streams does every few hours. */
    public boolean roll(int number) {
        Optional<StreamShard> chosen = open(number, shard -> true);
        chosen.ifPresent(shard -> {
            shard.close();
            add(Set.of(shard.id()), shard.from(), shard.to());
        });
        return chosen.isPresent();
    }

    /** Closes every shard for good. */
    public void close() {
        shards.forEach(StreamShard::close);
    }

    /** Removes the records of a shard that are older than the retention, and returns them. */
    public List<Entry> trim(StreamShard shard) {
        return shard.trimBefore(now.getAsLong() - RETENTION.toMillis());
    }

    private Optional<StreamShard> open(int number, Predicate<StreamShard> fits) {
        List<StreamShard> open =
                shards.stream().filter(shard -> !shard.closed()).filter(fits).toList();
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(Math.floorMod(number, open.size())));
    }

    private Optional<StreamShard> rightOf(StreamShard left) {
        return shards.stream()
                .filter(shard -> !shard.closed() && shard.from().equals(left.to()))
                .findFirst();
    }

    private void add(Set<String> parents, BigInteger from, BigInteger to) {
        String id = String.format(Locale.ROOT, "shardId-%012d", shards.size());
        shards.add(new StreamShard(id, parents, from, to));
    }

    /** An iterator: a point in a shard, as text, which expires. */
    String iterator(String shardId, int index) {
        return shardId + "@" + index + "@" + now.getAsLong();
    }

    /** The point at which an iterator reads; empty if the iterator has expired. */
    Optional<ReadPoint> place(String iterator) {
        String[] parts = iterator.split("@", -1);
        boolean expired = now.getAsLong() - Long.parseLong(parts[2]) > ITERATOR_MILLIS;
        return expired ? Optional.empty() : Optional.of(new ReadPoint(shard(parts[0]), Integer.parseInt(parts[1])));
    }

    /** The next record that an iterator reads. */
    record ReadPoint(StreamShard shard, int index) {

        /** The next records, at most so many. */
        List<Entry> entries(int limit) {
            int from =
                    Math.min(Math.max(index, shard.trimmed()), shard.entries().size());
            int to = Math.min(from + limit, shard.entries().size());
            return List.copyOf(shard.entries().subList(from, to));
        }

        /** The index after the records read. */
        int behind(List<Entry> read) {
            return Math.max(index, shard.trimmed()) + read.size();
        }

        /** Age of the oldest record from that index on; 0 if there is none. */
        long millisBehind(int index, long now) {
            List<Entry> all = shard.entries();
            return index < all.size() ? Math.max(1, now - all.get(index).at()) : 0;
        }

        boolean isEnd(int index) {
            return shard.closed() && index >= shard.entries().size();
        }
    }
}
