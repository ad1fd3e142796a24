package io.orderlake.launcher.tail;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Sleep;
import io.orderlake.stream.RecordsTrimmed;
import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.read.ShardCursor;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads a stream from its newest record on, all shards in turn, and prints a line for each change. */
public final class Tail {

    /** Kinesis allows five reads a second and shard, and the fleet needs some of them. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration LIST_SHARDS_EVERY = Duration.ofSeconds(10);
    private static final int RECORDS_PER_READ = 1_000;

    private final ShardSource source;
    private final @Nullable String table;
    private final PrintStream out;
    private final InstantSource time;

    /** By shard; a shard that is read to its end keeps its cursor, so that it is not read again. */
    private final Map<String, ShardCursor> cursors = new TreeMap<>();

    private Instant listedAt = Instant.EPOCH;
    private long left;

    /** @param table only changes of this table; null for all */
    public Tail(ShardSource source, @Nullable String table, PrintStream out, InstantSource time) {
        this.source = source;
        this.table = table;
        this.out = out;
        this.time = time;
    }

    /** Returns when that many changes are printed. */
    public void run(long count) {
        try {
            start(count);
            while (!readAll()) {
                Sleep.lasting(PAUSE);
            }
        } catch (SdkException e) {
            throw new UserError("Cannot read " + source.stream() + ": " + e.getMessage(), e);
        }
    }

    /** Changes that arrive after this call are printed: it opens all shards at their newest record. */
    void start(long count) {
        left = count;
        list(new StartAt.Latest());
        readAll();
    }

    /** Reads each shard once; whether all changes that were asked for are printed. */
    boolean readAll() {
        long ended = ended();
        for (Map.Entry<String, ShardCursor> shard : cursors.entrySet()) {
            print(read(shard.getKey(), shard.getValue()));
        }
        boolean listAgain = !time.instant().isBefore(listedAt.plus(LIST_SHARDS_EVERY));
        if (listAgain || ended() > ended) {
            list(new StartAt.TrimHorizon());
        }
        return left <= 0;
    }

    private long ended() {
        return cursors.values().stream().filter(Tail::isEnded).count();
    }

    // Shards of the first list start at their newest record, whether their parents are read or not: nobody asked for
    // older records. Later ones are children, which start at their oldest record when their parents are read.
    private void list(StartAt startAt) {
        boolean first = cursors.isEmpty();
        Map<String, Shard> shards = source.shards().stream().collect(Collectors.toMap(Shard::id, shard -> shard));
        shards.values().stream()
                .filter(shard -> first || ShardCursor.mayStart(shard.parents(), id -> isUnfinished(id, shards)))
                .map(Shard::id)
                .toList()
                .forEach(id -> cursors.computeIfAbsent(id, name -> ShardCursor.at(source, name, startAt)));
        listedAt = time.instant();
    }

    private boolean isUnfinished(String shardId, Map<String, Shard> shards) {
        ShardCursor cursor = cursors.get(shardId);
        return cursor == null ? shards.containsKey(shardId) : !isEnded(cursor);
    }

    private static boolean isEnded(ShardCursor cursor) {
        return cursor.state() == ShardCursor.State.ENDED;
    }

    private List<StreamRecord> read(String shardId, ShardCursor cursor) {
        try {
            return left > 0 ? cursor.read(RECORDS_PER_READ, time) : List.of();
        } catch (RecordsTrimmed gap) {
            out.println("(gap in " + shardId + ": " + gap.getMessage() + ")");
            cursor.skipGap();
            return List.of();
        }
    }

    private void print(List<StreamRecord> changes) {
        for (StreamRecord change : changes) {
            String line = ChangeLine.of(change.data(), table);
            if (line != null && left > 0) {
                out.println(line);
                left--;
            }
        }
    }
}
