package io.orderlake.stream.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.contract.Lanes;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.aws.AwsFailures;
import io.orderlake.stream.aws.TestAws;
import io.orderlake.stream.pack.PackSettings;
import io.orderlake.stream.pack.Packer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** KCL drops packed records whose own hash key lies outside the shard that it reads: none of ours does, in any shard. */
class ReshardedStreamTest {

    private static final Lanes LANES = new Lanes(64);
    private static final int PART = 500;

    private final String stream = "stream-" + UUID.randomUUID();
    private final KinesisClient kinesis = TestAws.clients().kinesis();
    private final List<String> published = new ArrayList<>();

    @AfterEach
    void close() {
        kinesis.deleteStream(delete -> delete.streamName(stream).enforceConsumerDeletion(true));
        kinesis.close();
    }

    @Test
    void kclFindsEveryRecordOfAStreamThatWasSplitAndMerged() {
        kinesis.createStream(create -> create.streamName(stream).shardCount(1));
        kinesis.waiter().waitUntilStreamExists(describe -> describe.streamName(stream));
        publishPart();
        splitFirst();
        publishPart();
        splitFirst();
        publishPart();
        mergeFirstTwo();
        publishPart();

        List<String> found =
                shards().stream().flatMap(shard -> deaggregated(shard).stream()).toList();

        assertThat(shards()).hasSize(6);
        assertThat(found).containsExactlyInAnyOrderElementsOf(published);
    }

    private void publishPart() {
        Retrying retrying =
                new Retrying(AwsFailures::kindOf, PublishSettings.defaults().backoff(), howLong -> {}, "test");
        LanePublisher publisher = new LanePublisher(
                stream, kinesis, new Packer(PackSettings.defaults(), LANES), retrying, new SimpleMeterRegistry());
        List<LaneRecord> part = IntStream.range(published.size(), published.size() + PART)
                .mapToObj(i -> new LaneRecord(
                        LANES.laneOf("t", "key-" + i),
                        "key-" + i,
                        Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
                .toList();
        publisher.publish(part);
        part.forEach(sent -> published.add(new String(sent.data(), StandardCharsets.UTF_8)));
    }

    private void splitFirst() {
        Shard shard = open().get(0);
        BigInteger middle = start(shard).add(end(shard)).shiftRight(1);
        kinesis.splitShard(
                split -> split.streamName(stream).shardToSplit(shard.shardId()).newStartingHashKey(middle.toString()));
        kinesis.waiter().waitUntilStreamExists(describe -> describe.streamName(stream));
    }

    private void mergeFirstTwo() {
        List<Shard> open = open();
        kinesis.mergeShards(merge -> merge.streamName(stream)
                .shardToMerge(open.get(0).shardId())
                .adjacentShardToMerge(open.get(1).shardId()));
        kinesis.waiter().waitUntilStreamExists(describe -> describe.streamName(stream));
    }

    private List<String> deaggregated(Shard shard) {
        List<KinesisClientRecord> whole =
                read(shard).stream().map(KinesisClientRecord::fromRecord).toList();
        return new AggregatorUtil()
                .deaggregate(whole, start(shard).toString(), end(shard).toString()).stream()
                        .map(one -> StandardCharsets.UTF_8.decode(one.data()).toString())
                        .toList();
    }

    private List<Record> read(Shard shard) {
        List<Record> records = new ArrayList<>();
        String iterator = kinesis.getShardIterator(get -> get.streamName(stream)
                        .shardId(shard.shardId())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        boolean more = true;
        while (more) {
            String from = iterator;
            GetRecordsResponse page = kinesis.getRecords(get -> get.shardIterator(from));
            records.addAll(page.records());
            iterator = page.nextShardIterator();
            more = iterator != null && (page.hasRecords() && !page.records().isEmpty());
        }
        return records;
    }

    private List<Shard> shards() {
        return kinesis.listShards(list -> list.streamName(stream)).shards();
    }

    /** By hash key, so that neighbours are adjacent. */
    private List<Shard> open() {
        return shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(Comparator.comparing(ReshardedStreamTest::start))
                .toList();
    }

    private static BigInteger start(Shard shard) {
        return new BigInteger(shard.hashKeyRange().startingHashKey());
    }

    private static BigInteger end(Shard shard) {
        return new BigInteger(shard.hashKeyRange().endingHashKey());
    }
}
