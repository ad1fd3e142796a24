package io.orderlake.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.stream.ShardSource;
import io.orderlake.stream.ShardSourceContract;
import io.orderlake.stream.kinesis.KinesisShards;
import io.orderlake.stream.pack.Unpacker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** The simulated Kinesis, as our reader sees it. */
class KinesisTest extends ShardSourceContract {

    private final Stream stream = Stream.kinesis("order-changes", 1, () -> 7);
    private final KinesisCalls kinesis = new KinesisCalls(Map.of("order-changes", stream), () -> 7, Calls.DIRECT);
    private final ShardSource source = new KinesisShards(kinesis, "order-changes", Unpacker::unpack);

    @Override
    protected ShardSource source() {
        return source;
    }

    @Override
    protected void put(String... texts) {
        List<PutRecordsRequestEntry> entries = List.of(texts).stream()
                .map(text -> PutRecordsRequestEntry.builder()
                        .partitionKey(text)
                        .explicitHashKey("1")
                        .data(SdkBytes.fromUtf8String(text))
                        .build())
                .toList();
        kinesis.putRecords(request -> request.streamName("order-changes").records(entries));
    }

    @Test
    void aSplitShardTakesNothingMoreAndItsChildrenNameIt() {
        put("before");
        stream.split(0);
        put("after");

        List<StreamShard> shards = stream.shards();
        assertThat(shards).extracting(StreamShard::closed).containsExactly(true, false, false);
        assertThat(shards.get(1).parents()).containsExactly("shardId-000000000000");
        assertThat(shards).extracting(shard -> shard.entries().size()).containsExactly(1, 1, 0);
    }

    @Test
    void aMergedShardHasTwoParents() {
        stream.split(0);
        stream.merge(0);

        assertThat(source.shards().get(3).parents())
                .containsExactlyInAnyOrder("shardId-000000000001", "shardId-000000000002");
    }
}
