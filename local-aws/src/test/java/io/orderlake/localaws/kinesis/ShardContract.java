package io.orderlake.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/** Streams and their shards: created, described, split and merged. */
abstract class ShardContract extends ContractStream {

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
}
