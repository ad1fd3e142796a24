package io.orderlake.orderwriter.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WriteQueueTest {

    @Property(tries = 50)
    void batchesKeepTheSequenceAndContainEachOrderOnce(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int writes) throws InterruptedException {
        GeneratorPlan plan = new GeneratorPlan("run", seed, new GeneratorMix(1, 9, 0, 0, 0, 3));
        WriteQueue queue = new WriteQueue();
        List<GeneratedWrite> put = new ArrayList<>();
        for (int i = 0; i < writes; i++) {
            put.add(plan.next(Instant.EPOCH));
            queue.put(put.get(i));
        }
        queue.close();

        List<GeneratedWrite> taken = new ArrayList<>();
        for (List<GeneratedWrite> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
            assertThat(batch).hasSizeLessThanOrEqualTo(WriteQueue.MAX_BATCH);
            assertThat(batch).extracting(GeneratedWrite::orderId).doesNotHaveDuplicates();
            taken.addAll(batch);
        }
        assertThat(taken).isEqualTo(put);
    }

    @Test
    void writesAfterTheCloseAreDropped() throws InterruptedException {
        WriteQueue queue = new WriteQueue();
        queue.close();

        queue.put(new GeneratorPlan("run", 1, GeneratorMix.defaults()).next(Instant.EPOCH));

        assertThat(queue.take()).isEmpty();
    }

    @Test
    void paceSpacesWritesEvenlyAndForgetsLongDelays() {
        long second = 1_000_000_000L;
        Pace pace = new Pace(0.1, 0);

        assertThat(pace.nanosToNext(0)).isZero();
        assertThat(pace.nanosToNext(0)).isEqualTo(second / 10);
        assertThat(pace.nanosToNext(0)).isEqualTo(second / 5);
        // An hour later a second's worth of writes is due, and not an hour's.
        long hour = 3_600 * second;
        int atOnce = 0;
        while (pace.nanosToNext(hour) == 0) {
            atOnce++;
        }
        assertThat(atOnce).isBetween(10, 11);
        assertThat(new Pace(0, 0).nanosToNext(hour)).isZero();
    }
}
