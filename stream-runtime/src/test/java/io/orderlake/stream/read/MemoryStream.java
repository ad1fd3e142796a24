package io.orderlake.stream.read;

import io.orderlake.stream.IteratorExpired;
import io.orderlake.stream.RecordsTrimmed;
import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A sharded stream in memory, for tests. Sequence numbers are the texts that are put; iterators can be made to expire. */
public final class MemoryStream implements ShardSource {

    private static final class Content {
        final Shard shard;
        final List<String> sequences = new ArrayList<>();
        int trimmed;
        boolean closed;

        Content(Shard shard) {
            this.shard = shard;
        }
    }

    private final String name;
    private final Map<String, Content> shards = new TreeMap<>();
    private int iteratorAge;
    private @Nullable Duration retention;

    public MemoryStream(String name) {
        this.name = name;
    }

    public MemoryStream shard(String id, String... parents) {
        shards.put(id, new Content(new Shard(id, Set.of(parents))));
        return this;
    }

    public MemoryStream put(String shardId, String... sequences) {
        content(shardId).sequences.addAll(List.of(sequences));
        return this;
    }

    public MemoryStream close(String shardId) {
        content(shardId).closed = true;
        return this;
    }

    /** Removes the oldest records. */
    public void trim(String shardId, int records) {
        content(shardId).trimmed = records;
    }

    /** From now on the stream removes records silently, as Kinesis does, and reports this retention. */
    public MemoryStream silent(Duration retention) {
        this.retention = retention;
        return this;
    }

    @Override
    public @Nullable Duration retention() {
        return retention;
    }

    @Override
    public boolean holds(String shardId, String sequence) {
        Content content = content(shardId);
        return content.sequences.indexOf(sequence) >= content.trimmed;
    }

    /** The stream no longer knows the shard. */
    public void forget(String shardId) {
        shards.remove(shardId);
    }

    /** Every iterator given so far is too old from now on. */
    public void expireIterators() {
        iteratorAge++;
    }

    @Override
    public String stream() {
        return name;
    }

    @Override
    public List<Shard> shards() {
        return shards.values().stream().map(content -> content.shard).toList();
    }

    @Override
    public String iterator(String shardId, StartAt startAt) {
        Content content = content(shardId);
        int place = place(content, startAt);
        if (retention == null && place < content.trimmed && !(startAt instanceof StartAt.TrimHorizon)) {
            throw new RecordsTrimmed(shardId + " is trimmed", new IllegalStateException());
        }
        return shardId + "@" + Math.max(place, content.trimmed) + "@" + iteratorAge;
    }

    private static int place(Content content, StartAt startAt) {
        if (startAt instanceof StartAt.After after) {
            return content.sequences.indexOf(after.sequence()) + 1;
        }
        return startAt instanceof StartAt.Latest ? content.sequences.size() : 0;
    }

    @Override
    public ShardRead read(String iterator, int limit) {
        String[] parts = iterator.split("@", -1);
        if (Integer.parseInt(parts[2]) != iteratorAge) {
            throw new IteratorExpired(iterator + " is too old", new IllegalStateException());
        }
        Content content = content(parts[0]);
        int from = Integer.parseInt(parts[1]);
        if (retention != null) {
            from = Math.max(from, content.trimmed);
        } else if (from < content.trimmed) {
            throw new RecordsTrimmed(parts[0] + " is trimmed", new IllegalStateException());
        }
        int to = Math.min(from + limit, content.sequences.size());
        boolean toTheEnd = to == content.sequences.size();
        @Nullable String next = content.closed && toTheEnd ? null : parts[0] + "@" + to + "@" + iteratorAge;
        List<StreamRecord> records = content.sequences.subList(from, to).stream()
                .map(MemoryStream::record)
                .toList();
        return new ShardRead(records, next, toTheEnd ? Duration.ZERO : Duration.ofSeconds(1));
    }

    private Content content(String shardId) {
        Content content = shards.get(shardId);
        if (content == null) {
            throw new IllegalStateException("Cannot find shard " + shardId);
        }
        return content;
    }

    private static StreamRecord record(String sequence) {
        byte[] data = sequence.getBytes(StandardCharsets.UTF_8);
        return new StreamRecord(sequence, 0, "key", data, Instant.EPOCH, null);
    }
}
