package io.orderlake.stream.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.ShardSourceContract;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.aws.TestAws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

class KinesisShardsTest extends ShardSourceContract {

    private final String stream = "stream-" + UUID.randomUUID();
    private final KinesisClient kinesis = TestAws.clients().kinesis();
    private final KinesisShards source = new KinesisShards(kinesis, stream, KinesisShardsTest::whole);

    @BeforeEach
    void createStream() {
        kinesis.createStream(create -> create.streamName(stream).shardCount(1));
        kinesis.waiter().waitUntilStreamExists(describe -> describe.streamName(stream));
    }

    @AfterEach
    void close() {
        kinesis.deleteStream(delete -> delete.streamName(stream).enforceConsumerDeletion(true));
        kinesis.close();
    }

    @Override
    protected ShardSource source() {
        return source;
    }

    @Override
    protected void put(String... texts) {
        for (String text : texts) {
            kinesis.putRecord(put -> put.streamName(stream).partitionKey("key").data(SdkBytes.fromUtf8String(text)));
        }
    }

    @Test
    void aShardThatWasSplitEndsBehindItsLastRecordAndNamesItsChildren() {
        put("one");
        String parent = source.shards().get(0).id();
        kinesis.splitShard(split -> split.streamName(stream)
                .shardToSplit(parent)
                .newStartingHashKey("170141183460469231731687303715884105728"));
        kinesis.waiter().waitUntilStreamExists(describe -> describe.streamName(stream));

        assertThat(source.shards())
                .extracting(Shard::parents)
                .containsExactly(Set.of(), Set.of(parent), Set.of(parent));
        ShardRead last = source.read(source.iterator(parent, new StartAt.TrimHorizon()), 10);
        assertHolds(last.records(), "one");
        assertThat(last.nextIterator() == null
                        || source.read(last.nextIterator(), 10).nextIterator() == null)
                .isTrue();
    }

    @Test
    void startsAtATime() {
        Instant before = Instant.now().minusSeconds(60);
        put("one");

        assertHolds(source.read(iterator(new StartAt.Time(before)), 10).records(), "one");
    }

    @Test
    void tellsItsRetentionAndWhetherItHoldsARecord() {
        put("one", "two");
        String shard = source.shards().get(0).id();
        String two = source.read(iterator(new StartAt.TrimHorizon()), 10)
                .records()
                .get(1)
                .sequence();

        assertThat(source.retention()).isEqualTo(Duration.ofHours(24));
        assertThat(source.holds(shard, two)).isTrue();
    }

    @Test
    void unpacksWhatWasPacked() {
        KinesisShards halving = new KinesisShards(
                kinesis,
                stream,
                (sequence, key, data, at) -> List.of(
                        new StreamRecord(sequence, 0, key, new byte[] {data[0]}, at, null),
                        new StreamRecord(sequence, 1, key, new byte[] {data[1]}, at, null)));
        put("ab", "cd");

        List<StreamRecord> records =
                halving.read(iterator(new StartAt.TrimHorizon()), 10).records();

        assertHolds(records, "a", "b", "c", "d");
        assertThat(records).extracting(StreamRecord::index).containsExactly(0, 1, 0, 1);
        assertThat(records.get(0).partitionKey()).isEqualTo("key");
    }

    private static List<StreamRecord> whole(String sequence, String key, byte[] data, Instant at) {
        return List.of(new StreamRecord(sequence, 0, key, data, at, null));
    }
}
