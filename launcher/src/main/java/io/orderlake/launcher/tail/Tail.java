package io.orderlake.launcher.tail;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Sleep;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.pack.Unpacker;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads a stream from its newest record on, all shards in turn, and prints a line for each change. */
public final class Tail {

    /** Kinesis allows five reads a second and shard, and the fleet needs some of them. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private record FleetOptions(String shard, String iterator) {}

    private final KinesisClient kinesis;
    private final String stream;
    private final @Nullable String table;
    private final PrintStream out;
    private final Deque<FleetOptions> places = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private long left;

    /** @param table only changes of this table; absent means all */
    public Tail(KinesisClient kinesis, String stream, @Nullable String table, PrintStream out) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.table = table;
        this.out = out;
    }

    /** Goes on until that many changes have been printed. */
    public void run(long count) {
        left = count;
        try {
            kinesis.listShards(list -> list.streamName(stream))
                    .shards()
                    .forEach(shard -> begin(shard.shardId(), ShardIteratorType.LATEST));
            while (left > 0 && !places.isEmpty()) {
                for (int i = places.size(); i > 0 && left > 0; i--) {
                    read(places.remove());
                }
                Sleep.lasting(PAUSE);
            }
        } catch (SdkException e) {
            throw new UserError("Cannot read " + stream + ": " + e.getMessage(), e);
        }
    }

    private void begin(String shard, ShardIteratorType from) {
        if (known.add(shard)) {
            String iterator = kinesis.getShardIterator(
                            get -> get.streamName(stream).shardId(shard).shardIteratorType(from))
                    .shardIterator();
            places.add(new FleetOptions(shard, iterator));
        }
    }

    private void read(FleetOptions options) {
        try {
            GetRecordsResponse read = kinesis.getRecords(get -> get.shardIterator(options.iterator()));
            read.records().forEach(this::print);
            if (read.nextShardIterator() != null) {
                places.add(new FleetOptions(options.shard(), read.nextShardIterator()));
            }
            read.childShards().forEach(child -> begin(child.shardId(), ShardIteratorType.TRIM_HORIZON));
        } catch (ExpiredIteratorException e) {
            known.remove(options.shard());
            begin(options.shard(), ShardIteratorType.LATEST);
        }
    }

    private void print(Record packed) {
        Instant arrived = packed.approximateArrivalTimestamp();
        List<StreamRecord> changes = Unpacker.unpack(
                packed.sequenceNumber(),
                packed.partitionKey(),
                packed.data().asByteArrayUnsafe(),
                arrived == null ? Instant.EPOCH : arrived);
        for (StreamRecord change : changes) {
            String line = ChangeLine.of(change.data(), table);
            if (line != null && left > 0) {
                out.println(line);
                left--;
            }
        }
    }
}
