package io.orderlake.orderwriter.generator;

import io.micrometer.core.instrument.Counter;
import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import io.orderlake.orderwriter.table.OrderTableSettings;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The generator of mock orders: at most one run at a time, started by settings or over HTTP. */
public final class OrderGenerator implements Closeable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(20);

    private final GeneratorSettings settings;
    private final BatchWriter table;
    private final Clock clock;
    private @Nullable GeneratorRun run;

    public OrderGenerator(
            GeneratorSettings settings,
            DynamoDbClient dynamodb,
            OrderTableSettings tables,
            Counter changes,
            Clock clock) {
        this.settings = settings;
        this.table = new BatchWriter(dynamodb, tables, changes);
        this.clock = clock;
    }

    /** Starts a run with the settings, changed by the JSON in {@code overrides}; an empty body changes nothing. */
    public synchronized GeneratorReport start(byte[] overrides) {
        GeneratorSettings requested = settings.with(GeneratorOverrides.read(overrides));
        if (run != null && !run.hasEnded()) {
            throw RequestRefusal.of(Reason.CONFLICT, "The generator is running; stop it first with DELETE /generator");
        }
        long seed = requested.seed() != null
                ? requested.seed()
                : ThreadLocalRandom.current().nextInt(1_000_000);
        GeneratorPlan plan = new GeneratorPlan(newRunName(), seed, requested.mix());
        GeneratorRun started = new GeneratorRun(plan, requested, table, openJournal(requested), clock);
        started.start();
        run = started;
        return started.report();
    }

    public GeneratorReport report() {
        GeneratorRun current = current();
        return current == null ? GeneratorReport.idle() : current.report();
    }

    /** Stops the run and waits until all writes in flight are acknowledged. The state is still stopping if that took too long. */
    public GeneratorReport stop() {
        stopWithin(STOP_LIMIT);
        return report();
    }

    /** Like {@link #stop}, but within the time of a shutdown. */
    @Override
    public void close() {
        stopWithin(SHUTDOWN_LIMIT);
    }

    // Waits without the lock, so that reports are answered meanwhile.
    private void stopWithin(Duration time) {
        GeneratorRun current = current();
        if (current == null) {
            return;
        }
        current.stop();
        try {
            current.awaitEnd(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable GeneratorRun current() {
        return run;
    }

    private static @Nullable Journal openJournal(GeneratorSettings settings) {
        try {
            return settings.journal() == null ? null : Journal.open(settings.journal());
        } catch (IOException e) {
            throw RequestRefusal.of(
                    Reason.CONFLICT, "Cannot open the journal " + settings.journal() + ": " + e.getMessage());
        }
    }

    /** Never the same twice, not even in two processes that start at the same time: no two runs share ids. */
    private String newRunName() {
        long random = ThreadLocalRandom.current().nextLong(36 * 36 * 36);
        return Long.toString(clock.millis(), 36)
                + Long.toString(36 * 36 * 36 + random, 36).substring(1);
    }
}
