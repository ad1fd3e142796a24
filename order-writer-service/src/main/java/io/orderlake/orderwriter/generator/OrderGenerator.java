package io.orderlake.orderwriter.generator;

import io.micrometer.core.instrument.Counter;
import io.orderlake.orderwriter.input.Refusal;
import io.orderlake.orderwriter.input.Refusal.Reason;
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

    private static final Duration STOP_WAITS = Duration.ofSeconds(30);
    private static final Duration SHUTDOWN_WAITS = Duration.ofSeconds(20);

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

    /** Starts a run as the settings say, with what the JSON in {@code overrides} changes; empty changes nothing. */
    public synchronized GeneratorReport start(byte[] overrides) {
        GeneratorSettings wanted = settings.with(overrides);
        if (run != null && !run.hasEnded()) {
            throw Refusal.of(Reason.CONFLICT, "The generator is running; stop it first with DELETE /generator");
        }
        long seed = wanted.seed() != null
                ? wanted.seed()
                : ThreadLocalRandom.current().nextInt(1_000_000);
        GeneratorPlan plan = new GeneratorPlan(newRunName(), seed, wanted.mix());
        GeneratorRun started = new GeneratorRun(plan, wanted, table, openJournal(wanted), clock);
        started.start();
        run = started;
        return started.report();
    }

    public GeneratorReport report() {
        GeneratorRun current = current();
        return current == null ? GeneratorReport.idle() : current.report();
    }

    /** Stops the run and waits until all in flight is acknowledged; a report that still says stopping waited in vain. */
    public GeneratorReport stop() {
        stopWithin(STOP_WAITS);
        return report();
    }

    /** As {@link #stop}, within the time that a shutdown has. */
    @Override
    public void close() {
        stopWithin(SHUTDOWN_WAITS);
    }

    // Waits outside of the lock, so that reports are answered meanwhile.
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
            throw Refusal.of(Reason.CONFLICT, "Cannot open the journal " + settings.journal() + ": " + e.getMessage());
        }
    }

    /** Never the same twice, not even in two processes that start at once: ids of one run belong to it alone. */
    private String newRunName() {
        long random = ThreadLocalRandom.current().nextLong(36 * 36 * 36);
        return Long.toString(clock.millis(), 36)
                + Long.toString(36 * 36 * 36 + random, 36).substring(1);
    }
}
