package io.orderlake.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The calls that the contract's tests repeat, on a stream of each test's own. */
abstract class ContractStream {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final BigInteger MIDDLE = BigInteger.TWO.pow(127);

    final String stream = "contract-" + UUID.randomUUID();

    abstract KinesisClient kinesis();

    @AfterEach
    void deleteStream() {
        try {
            kinesis().deleteStream(request -> request.streamName(stream));
        } catch (ResourceNotFoundException deletedByTheTest) {
            assertThat(deletedByTheTest).isNotNull();
        }
    }

    final void create(int shards) {
        kinesis().createStream(r -> r.streamName(stream).shardCount(shards));
        awaitActive();
    }

    final void split(String shard, BigInteger at) {
        kinesis().splitShard(r -> r.streamName(stream).shardToSplit(shard).newStartingHashKey(at.toString()));
        awaitActive();
    }

    final void awaitActive() {
        Awaitility.await().atMost(PATIENCE).until(() -> summary().streamStatus() == StreamStatus.ACTIVE);
    }

    final StreamDescriptionSummary summary() {
        return kinesis().describeStreamSummary(r -> r.streamName(stream)).streamDescriptionSummary();
    }

    final List<Shard> shards() {
        return kinesis().listShards(r -> r.streamName(stream)).shards();
    }

    final List<Shard> openShards() {
        return shards().stream()
                .filter(s -> s.sequenceNumberRange().endingSequenceNumber() == null)
                .toList();
    }

    final List<Shard> listed(ShardFilter filter) {
        return kinesis()
                .listShards(r -> r.streamName(stream).shardFilter(filter))
                .shards();
    }

    static List<String> ids(List<Shard> shards) {
        return shards.stream().map(Shard::shardId).toList();
    }

    final String onlyShard() {
        return openShards().get(0).shardId();
    }

    static PutRecordsRequestEntry entry(String key, String text) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String(text))
                .build();
    }

    final String put(String key, String text) {
        return kinesis()
                .putRecord(r -> r.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(text)))
                .shardId();
    }

    final List<String> putAll(List<PutRecordsRequestEntry> entries) {
        PutRecordsResponse response =
                kinesis().putRecords(r -> r.streamName(stream).records(entries));
        assertThat(response.failedRecordCount()).isZero();
        return response.records().stream()
                .map(PutRecordsResultEntry::sequenceNumber)
                .toList();
    }

    final String iterator(ShardIteratorType type, @Nullable String sequence, @Nullable Instant time) {
        return kinesis()
                .getShardIterator(r -> r.streamName(stream)
                        .shardId("shardId-000000000000")
                        .shardIteratorType(type)
                        .startingSequenceNumber(sequence)
                        .timestamp(time))
                .shardIterator();
    }

    final GetRecordsResponse get(String iterator, int limit) {
        return kinesis().getRecords(r -> r.shardIterator(iterator).limit(limit));
    }

    final List<Record> read(String iterator) {
        return get(iterator, 10_000).records();
    }

    /** Everything from the trim horizon to the tip, or to the shard's end. */
    final List<Record> readAll(String shard) {
        List<Record> records = new ArrayList<>();
        String next = trimHorizon(shard);
        while (next != null) {
            GetRecordsResponse page = get(next, 10_000);
            records.addAll(page.records());
            next = page.records().isEmpty() && page.millisBehindLatest() == 0 ? null : page.nextShardIterator();
        }
        return records;
    }

    final GetRecordsResponse lastPage(String shard) {
        GetRecordsResponse page = get(trimHorizon(shard), 10_000);
        while (page.nextShardIterator() != null) {
            page = get(page.nextShardIterator(), 10_000);
        }
        return page;
    }

    final String trimHorizon(String shard) {
        return kinesis()
                .getShardIterator(
                        r -> r.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    static List<String> texts(List<Record> records) {
        return records.stream().map(r -> r.data().asUtf8String()).toList();
    }

    static List<String> texts(GetRecordsResponse page) {
        return texts(page.records());
    }

    static BigInteger number(String sequence) {
        return new BigInteger(sequence);
    }

    static List<BigInteger> numbers(List<String> sequences) {
        return sequences.stream().map(BigInteger::new).toList();
    }
}
