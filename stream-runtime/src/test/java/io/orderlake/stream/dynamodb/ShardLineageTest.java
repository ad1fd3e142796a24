package io.orderlake.stream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.stream.StreamFailure;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.Shard;

class ShardLineageTest {

    @Test
    void aShardNamesItsParentAlsoWhereTheStreamNoLongerKnowsIt() {
        assertThat(ShardLineage.of(List.of(
                        shard("s1", "s0", "100", "199"), shard("s2", "s1", "200", null), shard("s3", null, "7", null))))
                .containsExactly(
                        new io.orderlake.stream.Shard("s1", Set.of("s0")),
                        new io.orderlake.stream.Shard("s2", Set.of("s1")),
                        new io.orderlake.stream.Shard("s3", Set.of()));
    }

    @Test
    void sequenceNumbersAreComparedAsNumbers() {
        assertThat(ShardLineage.of(List.of(shard("s0", null, "5", "99"), shard("s1", "s0", "100", null))))
                .hasSize(2);
    }

    @Test
    void aShardThatBeginsWithinItsParentIsRefused() {
        assertThatThrownBy(
                        () -> ShardLineage.of(List.of(shard("s0", null, "100", "199"), shard("s1", "s0", "199", null))))
                .isInstanceOf(StreamFailure.class)
                .hasMessage("Cannot read the stream in order: expected shard s1 to begin above 199, where its parent s0"
                        + " ends, but it begins at 199");
    }

    private static Shard shard(String id, @Nullable String parent, String start, @Nullable String end) {
        return Shard.builder()
                .shardId(id)
                .parentShardId(parent)
                .sequenceNumberRange(
                        range -> range.startingSequenceNumber(start).endingSequenceNumber(end))
                .build();
    }
}
