package io.orderlake.simulation.aws;

import io.orderlake.simulation.aws.Calls.Twist;
import io.orderlake.simulation.aws.Stream.ReadPoint;
import io.orderlake.simulation.aws.StreamShard.Entry;
import io.orderlake.simulation.kernel.Kernel;
import io.orderlake.stream.IteratorExpired;
import io.orderlake.stream.RecordsTrimmed;
import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** A process's view of a table's change stream, which reports trimmed records instead of skipping them. */
public record ChangeStreamCalls(Stream changes, LongSupplier now, Calls calls) implements ShardSource {

    private static final int MAX_RECORDS = 1000;

    @Override
    public String stream() {
        return changes.name();
    }

    @Override
    public List<Shard> shards() {
        return calls.call(
                Op.LIST_SHARDS,
                changes.name(),
                twist -> changes.listed().stream()
                        .map(shard -> new Shard(shard.id(), shard.parents()))
                        .toList());
    }

    @Override
    public Duration retention() {
        return Stream.RETENTION;
    }

    @Override
    public String iterator(String shardId, StartAt startAt) {
        return calls.call(Op.GET_ITERATOR, shardId, twist -> {
            StreamShard shard = changes.shard(shardId);
            return changes.iterator(shardId, held(shard, place(shard, startAt)));
        });
    }

    private static int place(StreamShard shard, StartAt startAt) {
        if (startAt instanceof StartAt.After after) {
            return shard.after(after.sequence());
        }
        return startAt instanceof StartAt.Latest ? shard.entries().size() : shard.trimmed();
    }

    @Override
    public ShardRead read(String iterator, int limit) {
        return calls.call(Op.GET_RECORDS, iterator.split("@", 2)[0], twist -> {
            ReadPoint point = changes.place(iterator)
                    .filter(any -> twist.kind() != Twist.Kind.EXPIRE_ITERATOR)
                    .orElseThrow(() -> new IteratorExpired(
                            "Cannot read: the iterator is too old",
                            ExpiredIteratorException.builder().build()));
            held(point.shard(), point.index());
            return read(point, Math.min(limit, MAX_RECORDS));
        });
    }

    private ShardRead read(ReadPoint point, int limit) {
        List<Entry> read = point.entries(limit);
        int behind = point.behind(read);
        return new ShardRead(
                read.stream().map(ChangeStreamCalls::streamRecord).toList(),
                point.isEnd(behind) ? null : changes.iterator(point.shard().id(), behind),
                Duration.ofMillis(point.millisBehind(behind, now.getAsLong())));
    }

    private static int held(StreamShard shard, int place) {
        if (place < shard.trimmed()) {
            throw new RecordsTrimmed(
                    "Cannot read: records that were not read are trimmed",
                    TrimmedDataAccessException.builder().build());
        }
        return place;
    }

    private static StreamRecord streamRecord(Entry entry) {
        return new StreamRecord(entry.sequence(), 0, "", entry.data(), Kernel.START.plusMillis(entry.at()), null);
    }
}
