package io.orderlake.localaws;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Measures a Kinesis endpoint, started manually: {@code PutThroughput ENDPOINT SECONDS}; entries of 500 B, 500 a request, 8
 * shards.
 */
final class PutThroughput {

    private static final int SHARDS = 8;
    private static final int WRITERS = 4;

    private PutThroughput() {}

    public static void main(String[] args) throws InterruptedException {
        String stream = "throughput-" + UUID.randomUUID();
        try (KinesisClient kinesis = LocalClients.kinesis(URI.create(args[0]))) {
            kinesis.createStream(r -> r.streamName(stream).shardCount(SHARDS));
            write(kinesis, stream, Long.parseLong(args[1]) / 2);
            report("PutRecords", write(kinesis, stream, Long.parseLong(args[1])), Long.parseLong(args[1]));
            long begun = System.nanoTime();
            long read = readAll(kinesis, stream);
            report("GetRecords", read, Math.max(1, (System.nanoTime() - begun) / 1_000_000_000));
            kinesis.deleteStream(r -> r.streamName(stream));
        }
    }

    private static void report(String operation, long records, long seconds) {
        System.out.printf("%s: %d records in %d s, %d a second%n", operation, records, seconds, records / seconds);
    }

    private static long write(KinesisClient kinesis, String stream, long seconds) throws InterruptedException {
        AtomicLong written = new AtomicLong();
        List<PutRecordsRequestEntry> entries = IntStream.range(0, 500)
                .mapToObj(i -> PutRecordsRequestEntry.builder()
                        .partitionKey("key-" + i)
                        .data(SdkBytes.fromByteArray(new byte[500]))
                        .build())
                .toList();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        for (int i = 0; i < WRITERS; i++) {
            writers.execute(() -> {
                while (System.nanoTime() < end) {
                    kinesis.putRecords(r -> r.streamName(stream).records(entries));
                    written.addAndGet(entries.size());
                }
            });
        }
        writers.shutdown();
        writers.awaitTermination(1, TimeUnit.MINUTES);
        return written.get();
    }

    private static long readAll(KinesisClient kinesis, String stream) {
        return kinesis.listShards(r -> r.streamName(stream)).shards().stream()
                .mapToLong(shard -> readAll(kinesis, stream, shard.shardId()))
                .sum();
    }

    private static long readAll(KinesisClient kinesis, String stream, String shard) {
        long read = 0;
        String iterator = kinesis.getShardIterator(
                        r -> r.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (true) {
            String from = iterator;
            var page = kinesis.getRecords(r -> r.shardIterator(from).limit(10_000));
            read += page.records().size();
            if (page.records().isEmpty()) {
                return read;
            }
            iterator = page.nextShardIterator();
        }
    }
}
