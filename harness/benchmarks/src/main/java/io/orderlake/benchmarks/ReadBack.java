package io.orderlake.benchmarks;

import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.pack.Unpacker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads a stream from its beginning, and judges the order of each key. */
final class ReadBack {

    private final KinesisClient kinesis;
    private final String stream;
    private final Map<String, Integer> highest = new HashMap<>();
    private Findings found = new Findings(0, 0, 0);

    /**
     * @param inversions versions that stand behind a higher one of their key
     * @param repeats versions that stand right behind themselves
     */
    record Findings(long records, long inversions, long repeats) {

        Findings plus(int version, int before) {
            return new Findings(
                    records + 1, inversions + (version < before ? 1 : 0), repeats + (version == before ? 1 : 0));
        }
    }

    ReadBack(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    Findings run() {
        for (Shard shard : kinesis.listShards(list -> list.streamName(stream)).shards()) {
            read(shard.shardId());
        }
        return found;
    }

    private void read(String shard) {
        String iterator = kinesis.getShardIterator(from ->
                        from.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (true) {
            String from = iterator;
            GetRecordsResponse page = kinesis.getRecords(get -> get.shardIterator(from));
            if (page.records().isEmpty() && page.millisBehindLatest() == 0) {
                return;
            }
            page.records().forEach(this::judge);
            iterator = page.nextShardIterator();
        }
    }

    private void judge(Record packed) {
        for (StreamRecord change : Unpacker.unpack(
                packed.sequenceNumber(), packed.partitionKey(), packed.data().asByteArrayUnsafe(), Instant.EPOCH)) {
            String[] text = new String(change.data(), StandardCharsets.US_ASCII).split(" ", 3);
            int version = Integer.parseInt(text[1]);
            int before = highest.getOrDefault(text[0], 0);
            found = found.plus(version, before);
            highest.put(text[0], Math.max(version, before));
        }
    }
}
