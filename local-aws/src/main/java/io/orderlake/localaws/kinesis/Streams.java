package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.ServiceError;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** All streams, by name, as they were when the process last ran and as they are now. */
final class Streams implements Closeable {

    private static final int MAX_OPEN_SHARDS = 20_000;

    private final Path directory;
    private final InstantSource clock;
    private final NavigableMap<String, KinesisStream> byName = new ConcurrentSkipListMap<>();

    Streams(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        try {
            Files.createDirectories(directory);
            try (Stream<Path> streams = Files.list(directory)) {
                streams.forEach(this::reopen);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the streams under " + directory, e);
        }
    }

    private void reopen(Path stream) {
        DescriptionFile file = DescriptionFile.in(stream);
        if (file.exists()) {
            byName.put(stream.getFileName().toString(), new KinesisStream(stream, file.read()));
        }
    }

    long now() {
        return clock.millis();
    }

    /** Refuses what would give the account more open shards than AWS grants one in its largest regions. */
    void checkQuota(int moreShards) {
        int open = byName.values().stream()
                .mapToInt(stream -> stream.openShards().size())
                .sum();
        if (open + moreShards > MAX_OPEN_SHARDS) {
            throw ServiceError.limitExceeded("This request would exceed the shard limit for the account "
                    + KinesisArns.ACCOUNT + ". Current shard count: " + open + ". Limit: " + MAX_OPEN_SHARDS
                    + ". Number of additional shards that would have resulted from this request: " + moreShards);
        }
    }

    synchronized void create(String name, int shards, boolean onDemand) {
        checkQuota(shards);
        if (byName.containsKey(name)) {
            throw ServiceError.inUse("Stream " + name + " under account " + KinesisArns.ACCOUNT + " already exists.");
        }
        byName.put(name, KinesisStream.create(directory.resolve(name), name, shards, onDemand, now()));
    }

    synchronized void delete(String name) {
        named(name).delete();
        byName.remove(name);
    }

    KinesisStream named(String name) {
        KinesisStream stream = byName.get(name);
        if (stream == null) {
            throw ServiceError.notFound("Stream " + name + " under account " + KinesisArns.ACCOUNT + " not found.");
        }
        return stream;
    }

    /** The stream that a call means by StreamName or StreamARN. */
    KinesisStream of(Call call) {
        return named(nameIn(call));
    }

    static String nameIn(Call call) {
        String arn = call.text("StreamARN");
        if (arn != null) {
            return KinesisArns.nameIn(arn);
        }
        if (!call.has("StreamName")) {
            throw ServiceError.invalidArgument("StreamARN or StreamName must be provided.");
        }
        return call.requiredText("StreamName");
    }

    List<String> namesAfter(String name) {
        return List.copyOf(byName.tailMap(name, false).keySet());
    }

    void trim() {
        byName.values().forEach(stream -> stream.trim(now()));
    }

    @Override
    public void close() throws IOException {
        for (KinesisStream stream : byName.values()) {
            stream.close();
        }
    }
}
