package io.orderlake.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** What the fleet needs of a Kinesis, whoever runs it. Each test has a stream of its own. */
abstract class KinesisContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final BigInteger MIDDLE = BigInteger.TWO.pow(127);

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

    @Test
    void aStreamIsDescribedAsItWasCreated() {
        create(2);
        StreamDescriptionSummary summary = summary();
        assertThat(summary.streamName()).isEqualTo(stream);
        assertThat(summary.streamARN()).endsWith(":stream/" + stream);
        assertThat(summary.openShardCount()).isEqualTo(2);
        assertThat(summary.retentionPeriodHours()).isEqualTo(24);
        assertThat(summary.streamCreationTimestamp())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
        assertThat(kinesis()
                        .describeStream(r -> r.streamName(stream))
                        .streamDescription()
                        .shards())
                .extracting(Shard::shardId)
                .containsExactly("shardId-000000000000", "shardId-000000000001");
    }

    @Test
    void aStreamThatExistsIsNotCreatedAgain() {
        create(1);
        assertThatThrownBy(
                        () -> kinesis().createStream(r -> r.streamName(stream).shardCount(1)))
                .isInstanceOf(ResourceInUseException.class);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThatThrownBy(this::summary).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> put("k", "x")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aDeletedStreamIsGone() {
        create(1);
        kinesis().deleteStream(r -> r.streamName(stream));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(this::summary).isInstanceOf(ResourceNotFoundException.class));
    }

    @Test
    void streamsAreListed() {
        create(1);
        assertThat(kinesis().listStreamsPaginator(r -> r.limit(10)).stream()
                        .flatMap(page -> page.streamNames().stream()))
                .contains(stream);
    }

    @Test
    void recordsComeBackInOrderWithAllTheyCarry() {
        create(1);
        Instant before = Instant.now().minusSeconds(5);
        List<String> sequences = putAll(
                IntStream.range(0, 20).mapToObj(i -> entry("k" + i, "v" + i)).toList());
        List<Record> records = readAll(onlyShard());
        assertThat(records)
                .extracting(r -> r.data().asUtf8String())
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "v" + i).toList());
        assertThat(records)
                .extracting(Record::partitionKey)
                .startsWith("k0", "k1")
                .endsWith("k19");
        assertThat(records).extracting(Record::sequenceNumber).containsExactlyElementsOf(sequences);
        assertThat(numbers(sequences)).isSorted().doesNotHaveDuplicates();
        assertThat(records)
                .allSatisfy(r -> assertThat(r.approximateArrivalTimestamp())
                        .isBetween(before, Instant.now().plusSeconds(5)));
    }

    @Test
    void anEmptyPayloadAndBinaryBytesSurvive() {
        create(1);
        byte[] bytes = new byte[256];
        IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
        kinesis().putRecord(r -> r.streamName(stream).partitionKey("ключ").data(SdkBytes.fromByteArray(bytes)));
        kinesis().putRecord(r -> r.streamName(stream).partitionKey("k").data(SdkBytes.fromByteArray(new byte[0])));
        List<Record> records = readAll(onlyShard());
        assertThat(records.get(0).data().asByteArray()).isEqualTo(bytes);
        assertThat(records.get(0).partitionKey()).isEqualTo("ключ");
        assertThat(records.get(1).data().asByteArray()).isEmpty();
    }

    @Test
    void anExplicitHashKeyDecidesTheShard() {
        create(2);
        List<PutRecordsResultEntry> results = kinesis()
                .putRecords(r -> r.streamName(stream)
                        .records(
                                entry("same", "low").toBuilder()
                                        .explicitHashKey("0")
                                        .build(),
                                entry("same", "high").toBuilder()
                                        .explicitHashKey(MIDDLE.toString())
                                        .build()))
                .records();
        assertThat(results)
                .extracting(PutRecordsResultEntry::shardId)
                .containsExactly("shardId-000000000000", "shardId-000000000001");
    }

    @Test
    void aKeyGoesToTheShardOfItsMd5() {
        create(2);
        // MD5("a") begins with 0c, MD5("b") with 92.
        assertThat(put("a", "x")).isEqualTo("shardId-000000000000");
        assertThat(put("b", "x")).isEqualTo("shardId-000000000001");
    }

    @Test
    void iteratorsOfEachTypeStartWhereTheySay() {
        create(1);
        List<String> sequences = putAll(List.of(entry("k", "0"), entry("k", "1"), entry("k", "2")));
        assertThat(texts(read(iterator(ShardIteratorType.TRIM_HORIZON, null, null))))
                .containsExactly("0", "1", "2");
        assertThat(texts(read(iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, sequences.get(1), null))))
                .containsExactly("1", "2");
        assertThat(texts(read(iterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, sequences.get(1), null))))
                .containsExactly("2");
        assertThat(texts(read(iterator(
                        ShardIteratorType.AT_TIMESTAMP, null, Instant.now().minusSeconds(3600)))))
                .containsExactly("0", "1", "2");
        String latest = iterator(ShardIteratorType.LATEST, null, null);
        put("k", "3");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts(read(latest))).containsExactly("3"));
    }

    @Test
    void anIteratorAtATimeSkipsWhatCameBefore() {
        create(1);
        put("k", "old");
        Instant arrived = readAll(onlyShard()).get(0).approximateArrivalTimestamp();
        Awaitility.await().until(() -> Instant.now().isAfter(arrived.plusMillis(50)));
        put("k", "new");
        assertThat(texts(read(iterator(ShardIteratorType.AT_TIMESTAMP, null, arrived.plusMillis(20)))))
                .containsExactly("new");
    }

    @Test
    void aForeignSequenceNumberIsRefused() {
        create(1);
        assertThatThrownBy(() -> iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, "not-a-number", null))
                .isInstanceOf(KinesisException.class);
    }

    @Test
    void aForeignIteratorIsRefused() {
        assertThatThrownBy(() -> read("AAAA")).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aPageHoldsNoMoreThanItsLimitAndTheNextGoesOn() {
        create(1);
        putAll(IntStream.range(0, 10).mapToObj(i -> entry("k", "" + i)).toList());
        GetRecordsResponse first = get(iterator(ShardIteratorType.TRIM_HORIZON, null, null), 4);
        assertThat(texts(first)).containsExactly("0", "1", "2", "3");
        GetRecordsResponse second = get(first.nextShardIterator(), 100);
        assertThat(texts(second)).containsExactly("4", "5", "6", "7", "8", "9");
        assertThat(second.millisBehindLatest()).isZero();
        assertThat(texts(get(second.nextShardIterator(), 100))).isEmpty();
    }

    @Test
    void oversizeRequestsAreRefusedWhole() {
        create(1);
        assertThatThrownBy(() -> putAll(
                        IntStream.range(0, 501).mapToObj(i -> entry("k", "x")).toList()))
                .isInstanceOf(KinesisException.class);
        assertThatThrownBy(() -> put("", "x")).isInstanceOf(KinesisException.class);
        assertThat(readAll(onlyShard())).isEmpty();
    }

    @Test
    void aSplitShardEndsAndItsChildrenGoOn() {
        create(1);
        put("a", "before");
        split(onlyShard(), MIDDLE);
        put("a", "low");
        put("b", "high");
        List<Shard> shards = shards();
        Shard parent = shards.get(0);
        assertThat(shards).hasSize(3);
        assertThat(shards.subList(1, 3)).allSatisfy(child -> {
            assertThat(child.parentShardId()).isEqualTo(parent.shardId());
            assertThat(number(child.sequenceNumberRange().startingSequenceNumber()))
                    .isGreaterThan(number(parent.sequenceNumberRange().startingSequenceNumber()));
        });
        List<Record> parentRecords = readAll(parent.shardId());
        assertThat(texts(parentRecords)).containsExactly("before");
        assertThat(number(parent.sequenceNumberRange().endingSequenceNumber()))
                .isGreaterThanOrEqualTo(number(parentRecords.get(0).sequenceNumber()));
        assertThat(texts(readAll(shards.get(1).shardId()))).containsExactly("low");
        assertThat(texts(readAll(shards.get(2).shardId()))).containsExactly("high");
    }

    @Test
    void aRecordOfAChildHasANumberAboveItsParents() {
        create(1);
        String before = putAll(List.of(entry("a", "x"))).get(0);
        split(onlyShard(), MIDDLE);
        String after = putAll(List.of(entry("a", "x"))).get(0);
        assertThat(number(after)).isGreaterThan(number(before));
    }

    @Test
    void mergedShardsEndAndTheChildNamesBoth() {
        create(2);
        put("a", "low");
        put("b", "high");
        kinesis()
                .mergeShards(r -> r.streamName(stream)
                        .shardToMerge("shardId-000000000000")
                        .adjacentShardToMerge("shardId-000000000001"));
        awaitActive();
        Shard child = shards().get(2);
        assertThat(child.parentShardId()).isEqualTo("shardId-000000000000");
        assertThat(child.adjacentParentShardId()).isEqualTo("shardId-000000000001");
        assertThat(put("b", "after")).isEqualTo(child.shardId());
        assertThat(texts(readAll("shardId-000000000001"))).containsExactly("high");
    }

    @Test
    void theEndOfAShardTellsItsChildren() {
        create(1);
        put("a", "x");
        split(onlyShard(), MIDDLE);
        GetRecordsResponse last = lastPage("shardId-000000000000");
        assertThat(last.nextShardIterator()).isNull();
        assertThat(last.childShards())
                .extracting(ChildShard::shardId)
                .containsExactlyInAnyOrder("shardId-000000000001", "shardId-000000000002");
        assertThat(last.childShards())
                .allSatisfy(child -> assertThat(child.parentShards()).containsExactly("shardId-000000000000"));
    }

    @Test
    void aShardThatCannotBeSplitOrMergedIsRefused() {
        create(3);
        assertThatThrownBy(() -> kinesis()
                        .splitShard(r -> r.streamName(stream)
                                .shardToSplit("shardId-000000000000")
                                .newStartingHashKey("0")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> kinesis()
                        .mergeShards(r -> r.streamName(stream)
                                .shardToMerge("shardId-000000000000")
                                .adjacentShardToMerge("shardId-000000000002")))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void theShardCountIsUpdated() {
        create(2);
        kinesis()
                .updateShardCount(
                        r -> r.streamName(stream).targetShardCount(4).scalingType(ScalingType.UNIFORM_SCALING));
        awaitActive();
        assertThat(openShards()).hasSize(4);
        assertThat(summary().openShardCount()).isEqualTo(4);
    }

    @Test
    void shardsAreListedByFilterAndPage() {
        create(1);
        split(onlyShard(), MIDDLE);
        assertThat(ids(listed(
                        ShardFilter.builder().type(ShardFilterType.AT_LATEST).build())))
                .containsExactly("shardId-000000000001", "shardId-000000000002");
        assertThat(ids(listed(ShardFilter.builder()
                        .type(ShardFilterType.FROM_TRIM_HORIZON)
                        .build())))
                .hasSize(3);
        assertThat(ids(listed(ShardFilter.builder()
                        .type(ShardFilterType.AFTER_SHARD_ID)
                        .shardId("shardId-000000000001")
                        .build())))
                .containsExactly("shardId-000000000002");
        ListShardsResponse first =
                kinesis().listShards(r -> r.streamName(stream).maxResults(2));
        ListShardsResponse second = kinesis().listShards(r -> r.nextToken(first.nextToken()));
        assertThat(ids(first.shards())).hasSize(2);
        assertThat(ids(second.shards())).containsExactly("shardId-000000000002");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void tagsAreKept() {
        create(1);
        kinesis().addTagsToStream(r -> r.streamName(stream).tags(Map.of("lanes", "64", "owner", "x")));
        kinesis().removeTagsFromStream(r -> r.streamName(stream).tagKeys("owner"));
        assertThat(kinesis().listTagsForStream(r -> r.streamName(stream)).tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.key() + "=" + tag.value()).isEqualTo("lanes=64"));
    }

    @Test
    void retentionGrowsAndShrinks() {
        create(1);
        kinesis().increaseStreamRetentionPeriod(r -> r.streamName(stream).retentionPeriodHours(48));
        awaitActive();
        assertThat(summary().retentionPeriodHours()).isEqualTo(48);
        kinesis().decreaseStreamRetentionPeriod(r -> r.streamName(stream).retentionPeriodHours(24));
        awaitActive();
        assertThat(summary().retentionPeriodHours()).isEqualTo(24);
    }

    @Test
    void aStreamIsAlsoKnownByItsArn() {
        create(1);
        String arn = summary().streamARN();
        kinesis().putRecord(r -> r.streamARN(arn).partitionKey("k").data(SdkBytes.fromUtf8String("x")));
        assertThat(kinesis().listShards(r -> r.streamARN(arn)).shards()).hasSize(1);
        assertThat(texts(readAll(onlyShard()))).containsExactly("x");
    }

    final void create(int shards) {
        kinesis().createStream(r -> r.streamName(stream).shardCount(shards));
        awaitActive();
    }

    final void split(String shard, BigInteger at) {
        kinesis().splitShard(r -> r.streamName(stream).shardToSplit(shard).newStartingHashKey(at.toString()));
        awaitActive();
    }

    private void awaitActive() {
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

    private List<Shard> listed(ShardFilter filter) {
        return kinesis()
                .listShards(r -> r.streamName(stream).shardFilter(filter))
                .shards();
    }

    private static List<String> ids(List<Shard> shards) {
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

    private GetRecordsResponse get(String iterator, int limit) {
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

    private GetRecordsResponse lastPage(String shard) {
        GetRecordsResponse page = get(trimHorizon(shard), 10_000);
        while (page.nextShardIterator() != null) {
            page = get(page.nextShardIterator(), 10_000);
        }
        return page;
    }

    private String trimHorizon(String shard) {
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

    private static BigInteger number(String sequence) {
        return new BigInteger(sequence);
    }

    private static List<BigInteger> numbers(List<String> sequences) {
        return sequences.stream().map(BigInteger::new).toList();
    }
}
