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

    /** Iterators of Kinesis and of DynamoDB Streams live that long or longer. */
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

    /** A table's change stream. Its numbers begin anew with each stream, as those of a re-created table may. */
    public static Stream changes(String name, int shardCount, LongSupplier now) {
        return new Stream(name, shardCount, DYNAMODB, now);
    }

    private static BigInteger share(int part, int of) {
        return HASH_KEYS.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(of));
    }

    public String name() {
        return name;
    }

    /** All shards there ever were, parents before children. */
    public List<StreamShard> shards() {
        return shards;
    }

    /** Those that the stream still lists: closed ones go with their last record. */
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

    /** Cuts an open shard in two; which one, the number says. */
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

    /** Makes one of two neighbours. */
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

    /** Closes an open shard and goes on in a child of the same slice, as DynamoDB Streams does every few hours. */
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

    /** Lets retention remove what is too old from a shard; these records went. */
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

    /** A place in a shard, as text and for a while. */
    String iterator(String shardId, int place) {
        return shardId + "@" + place + "@" + now.getAsLong();
    }

    /** The place of an iterator; empty where it is too old. */
    Optional<Place> place(String iterator) {
        String[] parts = iterator.split("@", -1);
        boolean expired = now.getAsLong() - Long.parseLong(parts[2]) > ITERATOR_MILLIS;
        return expired ? Optional.empty() : Optional.of(new Place(shard(parts[0]), Integer.parseInt(parts[1])));
    }

    /** Where an iterator stands. */
    record Place(StreamShard shard, int index) {

        /** The next records, at most so many. */
        List<Entry> entries(int limit) {
            int from =
                    Math.min(Math.max(index, shard.trimmed()), shard.entries().size());
            int to = Math.min(from + limit, shard.entries().size());
            return List.copyOf(shard.entries().subList(from, to));
        }

        /** The place behind those. */
        int behind(List<Entry> read) {
            return Math.max(index, shard.trimmed()) + read.size();
        }

        /** Age of the oldest record behind that place; 0 where there is none. */
        long millisBehind(int place, long now) {
            List<Entry> all = shard.entries();
            return place < all.size() ? Math.max(1, now - all.get(place).at()) : 0;
        }

        boolean isEnd(int place) {
            return shard.closed() && place >= shard.entries().size();
        }
    }
}
