package io.orderlake.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every source of shards keeps, shown on a stream of one open shard. */
public abstract class ShardSourceContract {

    /** A source over a stream with one open shard without records; the same one throughout a test. */
    protected abstract ShardSource source();

    /** Puts records whose data contains these texts, in this order. */
    protected abstract void put(String... texts);

    @Test
    void anOpenShardHasNoParentsAndReadsEmpty() {
        assertThat(source().shards()).hasSize(1);
        assertThat(source().shards().get(0).parents()).isEmpty();

        ShardRead read = source().read(iterator(new StartAt.TrimHorizon()), 10);

        assertThat(read.records()).isEmpty();
        assertThat(read.nextIterator()).isNotNull();
        assertThat(read.behindLatest()).isEqualTo(Duration.ZERO);
    }

    @Test
    void readsInOrderWithinTheLimitAndOnBehindIt() {
        put("one", "two", "three");

        ShardRead first = source().read(iterator(new StartAt.TrimHorizon()), 2);
        ShardRead second = source().read(Objects.requireNonNull(first.nextIterator()), 2);

        assertHolds(first.records(), "one", "two");
        assertThat(first.behindLatest()).as("more follows").isPositive();
        assertHolds(second.records(), "three");
    }

    @Test
    void startsAfterASequence() {
        put("one", "two", "three");
        List<StreamRecord> all =
                source().read(iterator(new StartAt.TrimHorizon()), 10).records();

        String two = all.get(1).sequence();

        assertHolds(source().read(iterator(new StartAt.After(two)), 10).records(), "three");
    }

    @Test
    void startsBehindTheNewest() {
        put("one");
        String latest = iterator(new StartAt.Latest());
        put("two");

        assertHolds(source().read(latest, 10).records(), "two");
    }

    @Test
    void recordsAreWholeAndNumbered() {
        put("one", "two");

        List<StreamRecord> records =
                source().read(iterator(new StartAt.TrimHorizon()), 10).records();

        assertThat(records).extracting(StreamRecord::sequence).doesNotHaveDuplicates();
        assertThat(records).extracting(StreamRecord::index).containsOnly(0);
        assertThat(records).extracting(StreamRecord::defect).containsOnlyNulls();
        assertThat(records).extracting(StreamRecord::arrivedAt).doesNotContainNull();
    }

    protected String iterator(StartAt startAt) {
        return source().iterator(source().shards().get(0).id(), startAt);
    }

    protected static void assertHolds(List<StreamRecord> records, String... texts) {
        List<String> data = new ArrayList<>();
        records.forEach(record -> data.add(new String(record.data(), StandardCharsets.UTF_8)));
        assertThat(data).hasSize(texts.length);
        for (int place = 0; place < texts.length; place++) {
            assertThat(data.get(place)).contains(texts[place]);
        }
    }
}
