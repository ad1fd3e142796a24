package io.orderlake.stream.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.stream.IteratorExpired;
import io.orderlake.stream.Lease;
import io.orderlake.stream.RecordsTrimmed;
import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.read.ShardCursor.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The cursor against a source that answers each read as the test says; all calls are in one list. */
class ShardCursorTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final StartAt LATEST = new StartAt.Latest();

    private final ScriptedSource source = new ScriptedSource();
    private Instant now = NOON;

    @Test
    void readsOnBehindEachPageAndEndsOnlyWithoutANextIterator() {
        source.answer(page("1", "2")).answer(page()).answer(page("3")).answer(lastPage("4"));
        ShardCursor cursor = ShardCursor.at(source, "s0", new StartAt.TrimHorizon());

        assertThat(sequences(cursor)).containsExactly("1", "2");
        assertThat(sequences(cursor)).as("an empty page ends nothing").isEmpty();
        assertThat(cursor.state()).isEqualTo(State.READING);
        assertThat(sequences(cursor)).containsExactly("3");
        assertThat(sequences(cursor)).containsExactly("4");
        assertThat(cursor.state()).isEqualTo(State.ENDED);
        assertThat(sequences(cursor)).isEmpty();
        assertThat(source.calls).containsExactly("open TrimHorizon[]", "read", "read", "read", "read");
    }

    @Test
    void aClosedShardEndsWithAnEmptyPageToo() {
        source.answer(lastPage());
        ShardCursor cursor = ShardCursor.at(source, "s0", LATEST);

        assertThat(sequences(cursor)).isEmpty();
        assertThat(cursor.state()).isEqualTo(State.ENDED);
    }

    @Test
    void startsBehindTheCheckpointOfALease() {
        source.answer(page());
        ShardCursor.resume(source, lease("7"), LATEST).read(10, () -> now);

        assertThat(source.calls).containsExactly("open After[sequence=7]", "read");
    }

    @Test
    void startsAShardWithoutCheckpointWhereTheSettingsSay() {
        source.answer(page());
        ShardCursor.resume(source, lease(null), LATEST).read(10, () -> now);

        assertThat(source.calls).containsExactly("open Latest[]", "read");
    }

    @Test
    void startsAChildAtItsOldestRecord() {
        source.answer(page());
        ShardCursor.resume(source, lease(null, "s9"), LATEST).read(10, () -> now);

        assertThat(source.calls).containsExactly("open TrimHorizon[]", "read");
    }

    @Test
    void anExpiredIteratorIsReplacedBehindTheLastRecord() {
        source.answer(page("1")).fail(new IteratorExpired("old", new IllegalStateException()));
        source.answer(page("2"));
        ShardCursor cursor = ShardCursor.at(source, "s0", new StartAt.TrimHorizon());

        assertThat(sequences(cursor)).containsExactly("1");
        assertThat(sequences(cursor)).containsExactly("2");
        assertThat(source.calls)
                .containsExactly("open TrimHorizon[]", "read", "read", "open After[sequence=1]", "read");
    }

    @Test
    void anExpiredIteratorAtTheNewestRecordIsReplacedByTheTimeOfItsFirstRead() {
        source.answer(page()).answer(page()).fail(new IteratorExpired("old", new IllegalStateException()));
        source.answer(page("2"));
        ShardCursor cursor = ShardCursor.at(source, "s0", LATEST);

        sequences(cursor);
        now = NOON.plusSeconds(400);
        sequences(cursor);

        assertThat(sequences(cursor)).containsExactly("2");
        assertThat(source.calls)
                .containsExactly("open Latest[]", "read", "read", "read", "open Time[at=2026-11-20T11:59:00Z]", "read");
    }

    @Test
    void trimmedRecordsAreAGapWhenTheyAreReportedThreeTimesInARow() {
        source.answer(page("1")).fail(trimmed()).fail(trimmed()).answer(page("2"));
        source.fail(trimmed()).fail(trimmed()).fail(trimmed());
        ShardCursor cursor = ShardCursor.at(source, "s0", new StartAt.TrimHorizon());
        sequences(cursor);

        assertThat(sequences(cursor)).isEmpty();
        assertThat(sequences(cursor)).isEmpty();
        assertThat(cursor.hasMore()).isFalse();
        assertThat(sequences(cursor)).as("it was no gap").containsExactly("2");
        sequences(cursor);
        sequences(cursor);
        assertThatThrownBy(() -> sequences(cursor)).isInstanceOf(RecordsTrimmed.class);
        assertThat(cursor.state()).isEqualTo(State.AT_GAP);
    }

    @Test
    void nothingIsReadAtAGapUntilItIsSkipped() {
        source.fail(trimmed()).fail(trimmed()).fail(trimmed()).answer(page("9"));
        ShardCursor cursor = ShardCursor.resume(source, lease("1"), LATEST);
        sequences(cursor);
        sequences(cursor);
        assertThatThrownBy(() -> sequences(cursor)).isInstanceOf(RecordsTrimmed.class);
        source.calls.clear();

        assertThat(sequences(cursor)).isEmpty();
        assertThat(source.calls).isEmpty();

        cursor.skipGap();
        assertThat(cursor.readThrough()).as("what was proven before the gap").isNull();
        assertThat(sequences(cursor)).containsExactly("9");
        assertThat(source.calls).containsExactly("open TrimHorizon[]", "read");
    }

    @Test
    void onlyAGapCanBeSkipped() {
        ShardCursor cursor = ShardCursor.at(source, "s0", LATEST);

        assertThatThrownBy(cursor::skipGap)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected AT_GAP but was READING");
    }

    @Test
    void anotherFailureKeepsTheIterator() {
        source.answer(page("1")).fail(new IllegalStateException("no network")).answer(page("2"));
        ShardCursor cursor = ShardCursor.at(source, "s0", new StartAt.TrimHorizon());
        sequences(cursor);

        assertThatThrownBy(() -> sequences(cursor)).hasMessage("no network");
        assertThat(sequences(cursor)).containsExactly("2");
        assertThat(source.calls).containsExactly("open TrimHorizon[]", "read", "read", "read");
    }

    @Test
    void silentRemovalIsAGapOnceTheRetentionHasPassedSinceEverythingWasRead() {
        source.retention = Duration.ofHours(24);
        source.answer(page("1")).answer(page("8")).answer(page("8")).answer(page("8"));
        ShardCursor cursor = ShardCursor.at(source, "s0", new StartAt.TrimHorizon());
        sequences(cursor);

        now = NOON.plus(Duration.ofHours(25));
        sequences(cursor);
        sequences(cursor);
        assertThatThrownBy(() -> sequences(cursor))
                .isInstanceOf(RecordsTrimmed.class)
                .hasMessageContaining("read through 1 only");
    }

    @Test
    void whatIsReadThroughFollowsThePagesAndNeverGoesBack() {
        source.answer(page(Duration.ofSeconds(30), "1")).answer(page()).answer(lastPage("2"));
        ShardCursor cursor = ShardCursor.at(source, "s0", new StartAt.TrimHorizon());

        sequences(cursor);
        assertThat(cursor.readThrough()).isEqualTo(NOON.minusSeconds(30));
        assertThat(cursor.hasMore()).isTrue();
        sequences(cursor);
        assertThat(cursor.readThrough()).isEqualTo(NOON);
        assertThat(cursor.hasMore()).isFalse();
        sequences(cursor);
        assertThat(cursor.readThrough()).as("the last record arrived before").isEqualTo(NOON);
    }

    @Test
    void aChildStartsAfterEachOfItsParents() {
        assertThat(ShardCursor.mayStart(Set.of(), parent -> true)).isTrue();
        assertThat(ShardCursor.mayStart(Set.of("a", "b"), "b"::equals)).isFalse();
        assertThat(ShardCursor.mayStart(Set.of("a", "b"), parent -> false)).isTrue();
    }

    private List<String> sequences(ShardCursor cursor) {
        return cursor.read(10, () -> now).stream().map(StreamRecord::sequence).toList();
    }

    private static Lease lease(@Nullable String checkpoint, String... parents) {
        return new Lease("order-changes", "s0", Set.of(parents), "a", 1, 1, checkpoint, false, NOON);
    }

    private static RecordsTrimmed trimmed() {
        return new RecordsTrimmed("trimmed");
    }

    private static ShardRead page(String... sequences) {
        return page(Duration.ZERO, sequences);
    }

    private static ShardRead page(Duration behind, String... sequences) {
        return new ShardRead(records(sequences), "next", behind);
    }

    private static ShardRead lastPage(String... sequences) {
        return new ShardRead(records(sequences), null, Duration.ZERO);
    }

    private static List<StreamRecord> records(String... sequences) {
        return List.of(sequences).stream()
                .map(sequence -> new StreamRecord(sequence, 0, "key", new byte[0], Instant.EPOCH, null))
                .toList();
    }

    private static final class ScriptedSource implements ShardSource {

        final List<String> calls = new ArrayList<>();
        private final Queue<Object> answers = new ArrayDeque<>();
        private @Nullable Duration retention;

        ScriptedSource answer(ShardRead page) {
            answers.add(page);
            return this;
        }

        ScriptedSource fail(RuntimeException failure) {
            answers.add(failure);
            return this;
        }

        @Override
        public String stream() {
            return "order-changes";
        }

        @Override
        public List<Shard> shards() {
            return List.of();
        }

        @Override
        public String iterator(String shardId, StartAt startAt) {
            calls.add("open " + startAt);
            return "first";
        }

        @Override
        public ShardRead read(String iterator, int limit) {
            calls.add("read");
            Object answer = answers.remove();
            if (answer instanceof RuntimeException failure) {
                throw failure;
            }
            return (ShardRead) answer;
        }

        @Override
        public @Nullable Duration retention() {
            return retention;
        }

        @Override
        public boolean holds(String shardId, String sequence) {
            return false;
        }
    }
}
