package io.orderlake.orderwriter.generator;

import io.orderlake.orderwriter.generator.GeneratorReport.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: a planner makes the writes at the requested rate and distributes them to queues. One writer per queue journals,
 * writes and acknowledges them batch by batch.
 */
final class GeneratorRun {

    private static final Logger LOG = LoggerFactory.getLogger(GeneratorRun.class);

    private final GeneratorPlan plan;
    private final GeneratorSettings settings;
    private final BatchWriter table;
    private final @Nullable Journal journal;
    private final Clock clock;

    private final List<WriteQueue> queues;
    private final AtomicInteger writing;
    private final WriteCounter counter = new WriteCounter();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final long startedNanos = System.nanoTime();
    private volatile long endedNanos;

    GeneratorRun(
            GeneratorPlan plan, GeneratorSettings settings, BatchWriter table, @Nullable Journal journal, Clock clock) {
        this.plan = plan;
        this.settings = settings;
        this.table = table;
        this.journal = journal;
        this.clock = clock;
        this.queues =
                Stream.generate(WriteQueue::new).limit(settings.inFlight()).toList();
        this.writing = new AtomicInteger(queues.size());
    }

    void start() {
        LOG.atInfo()
                .addKeyValue("run", plan.run())
                .addKeyValue("seed", plan.seed())
                .log("Generator started");
        thread("generator-planner", this::planAll);
        for (int i = 0; i < queues.size(); i++) {
            WriteQueue queue = queues.get(i);
            thread("generator-writer-" + i, () -> writeAll(queue));
        }
    }

    /** Stops planning; planned writes are still written. */
    void stop() {
        stop.countDown();
    }

    /** Whether the run ended in time, with all writes in flight acknowledged or failed. */
    boolean awaitEnd(Duration time) throws InterruptedException {
        return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    GeneratorReport report() {
        long nanos = Math.max(1, (hasEnded() ? endedNanos : System.nanoTime()) - startedNanos);
        long acknowledged = counter.acknowledged();
        Throwable problem = failure.get();
        return new GeneratorReport(
                state(),
                plan.run(),
                plan.seed(),
                settings.rate(),
                counter.written(),
                acknowledged,
                counter.acknowledgedByKind(),
                Math.round(acknowledged * 1e10 / nanos) / 10.0,
                settings.journal() == null ? null : settings.journal().toString(),
                problem == null ? null : problem.toString());
    }

    private State state() {
        if (failure.get() != null) {
            return State.FAILED;
        }
        if (hasEnded()) {
            return State.FINISHED;
        }
        return stop.getCount() == 0 ? State.STOPPING : State.RUNNING;
    }

    private void planAll() throws InterruptedException {
        Pace pace = new Pace(settings.interval(), System.nanoTime());
        long changes = 0;
        while (wanted(changes) && !stop.await(pace.nanosToNext(System.nanoTime()), TimeUnit.NANOSECONDS)) {
            GeneratedWrite write = plan.next(clock.instant());
            queues.get(Math.floorMod(write.orderId().hashCode(), queues.size())).put(write);
            changes++;
        }
        stop();
        queues.forEach(WriteQueue::close);
    }

    private boolean wanted(long changes) {
        return (settings.changes() == 0 || changes < settings.changes())
                && (settings.orders() == 0 || plan.created() < settings.orders());
    }

    private void writeAll(WriteQueue queue) throws InterruptedException, IOException {
        try {
            for (List<GeneratedWrite> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                write(batch);
            }
        } finally {
            if (writing.decrementAndGet() == 0) {
                end();
            }
        }
    }

    private void write(List<GeneratedWrite> batch) throws InterruptedException, IOException {
        if (journal != null) {
            journal.intend(batch);
        }
        counter.written(batch);
        table.write(batch);
        if (journal != null) {
            journal.acknowledge(batch);
        }
        counter.acknowledged(batch);
    }

    private void end() throws IOException {
        endedNanos = System.nanoTime();
        try {
            if (journal != null) {
                journal.close();
            }
        } finally {
            ended.countDown();
            LOG.atInfo()
                    .addKeyValue("run", plan.run())
                    .addKeyValue("writes", counter.acknowledged())
                    .log("Generator ended");
        }
    }

    private void thread(String name, Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (Throwable e) {
                        fail(e);
                    }
                },
                name);
        // A write that never ends must not keep the process alive: its intent is in the journal.
        thread.setDaemon(true);
        thread.start();
    }

    private void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            LOG.atError().setCause(e).addKeyValue("run", plan.run()).log("Generator failed");
        }
        stop();
        queues.forEach(WriteQueue::close);
    }

    private interface Step {
        void run() throws Exception;
    }
}
