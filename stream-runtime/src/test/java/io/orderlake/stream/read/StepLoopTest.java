package io.orderlake.stream.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StepLoopTest {

    private final VirtualScheduler time = new VirtualScheduler();
    private final AtomicInteger steps = new AtomicInteger();

    @Test
    void aWokenChainForgetsItsOldAppointment() {
        StepLoop chain = new StepLoop(time.process(), () -> count(Duration.ofSeconds(10)));
        chain.wake();
        time.pass(Duration.ofSeconds(5));
        chain.wake();
        time.pass(Duration.ofSeconds(9));

        assertThat(steps).hasValue(2);
    }

    @Test
    void aStepThatIsWokenWhileItRunsIsFollowedAtOnce() {
        StepLoop[] chain = new StepLoop[1];
        chain[0] = new StepLoop(time.process(), () -> {
            if (steps.get() == 0) {
                chain[0].wake();
            }
            return count(Duration.ofSeconds(10));
        });
        chain[0].wake();
        time.pass(Duration.ZERO);

        assertThat(steps).hasValue(2);
    }

    @Test
    void anEndedChainTakesNoStep() {
        StepLoop chain = new StepLoop(time.process(), () -> count(Duration.ZERO));
        chain.wake();
        chain.end();
        chain.wake();
        time.pass(Duration.ofSeconds(1));

        assertThat(steps).hasValue(0);
    }

    @Test
    void onRealThreadsStepsNeverOverlapHoweverOftenTheyAreWoken() throws InterruptedException {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(2000);
        StepLoop chain = new StepLoop(new PoolScheduler(pool, InstantSource.system()), () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            enough.countDown();
            inside.decrementAndGet();
            return Duration.ofNanos(1000);
        });
        for (int wakes = 0; wakes < 2000; wakes++) {
            chain.wake();
        }

        assertThat(enough.await(20, TimeUnit.SECONDS)).isTrue();
        chain.end();
        pool.shutdownNow();
        chain.wake();
        assertThat(most).hasValue(1);
    }

    private Duration count(Duration next) {
        steps.incrementAndGet();
        return next;
    }
}
