package io.orderlake.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReshapeTest {

    @Property(tries = 200)
    void anyScalingKeepsEveryKeyInOneOpenShardAndNumbersAboveTheParents(
            @ForAll @IntRange(min = 1, max = 9) int first,
            @ForAll @Size(max = 4) List<@IntRange(min = 1, max = 12) Integer> scalings) {
        AtomicLong ordinals = new AtomicLong(first);
        StreamDescription stream = created(first);
        int expected = first;
        for (int target : scalings) {
            Reshape reshape = new Reshape(stream, ordinals, 1);
            reshape.scaleTo(target);
            stream = reshape.result();
            expected = target;
        }
        assertThat(openRanges(stream)).isEqualTo(HashRange.uniform(expected));
        assertThat(stream.shards()).extracting(ShardDescription::id).doesNotHaveDuplicates();
        childrenStandAboveTheirParents(stream);
    }

    private static StreamDescription created(int shards) {
        List<HashRange> ranges = HashRange.uniform(shards);
        List<ShardDescription> descriptions = IntStream.range(0, shards)
                .mapToObj(i -> ShardDescription.first(i, ranges.get(i), i + 1, 0))
                .toList();
        return new StreamDescription("s", 0, false, 24, Map.of(), shards, descriptions);
    }

    private static List<HashRange> openRanges(StreamDescription stream) {
        return stream.shards().stream()
                .filter(ShardDescription::isOpen)
                .map(ShardDescription::keys)
                .sorted(Comparator.comparing(HashRange::first))
                .toList();
    }

    private static void childrenStandAboveTheirParents(StreamDescription stream) {
        Map<String, ShardDescription> byId =
                stream.shards().stream().collect(Collectors.toMap(ShardDescription::id, Function.identity()));
        for (ShardDescription shard : stream.shards()) {
            for (ShardDescription parent : byId.values()) {
                if (shard.isChildOf(parent.id())) {
                    assertThat(parent.end()).isNotNull().isLessThan(shard.start());
                }
            }
        }
    }

    @Property(tries = 200)
    void sequenceNumbersOrderAlikeAsTextAndAsNumbers(
            @ForAll @IntRange(min = 1) int low, @ForAll @IntRange(min = 1) int high) {
        SequenceNumbers numbers = new SequenceNumbers(1_795_000_000_000L);
        String first = numbers.text(low);
        String second = numbers.text(high);
        assertThat(Integer.signum(first.compareTo(second))).isEqualTo(Integer.compare(low, high));
        assertThat(new BigInteger(first).compareTo(new BigInteger(second))).isEqualTo(Integer.compare(low, high));
        assertThat(numbers.ordinal(first)).isEqualTo(low);
    }
}
