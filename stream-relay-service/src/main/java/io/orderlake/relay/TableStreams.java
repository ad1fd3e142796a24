package io.orderlake.relay;

import io.orderlake.contract.TableSpec;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.read.ReaderListener;
import io.orderlake.stream.read.Scheduler;
import io.orderlake.stream.read.ShardReader;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;

/**
 * Runs one reader for each table, on the stream that is to be read now. It waits for a table that is missing or has no stream. A
 * re-created stream is read as a new epoch. Starts last and stops first, so that its output exists for as long as it runs.
 */
final class TableStreams implements SmartLifecycle {

    private static final Duration CHECK_AGAIN = Duration.ofSeconds(10);
    private static final Duration CHECK_MISSING = Duration.ofSeconds(1);

    private final Collection<TableSpec> tables;
    private final Function<String, String> toRead;
    private final BiFunction<TableSpec, String, ShardReader> open;
    private final Scheduler scheduler;
    private final Function<Throwable, FailureKind> kindOf;
    private final ReaderListener listener;
    private final Map<String, OpenReader> readers = new ConcurrentHashMap<>();
    private volatile boolean running;

    private record OpenReader(String streamArn, ShardReader reader) {}

    /** @param toRead the ARN of the stream of a table that is to be read now */
    TableStreams(
            Collection<TableSpec> tables,
            Function<String, String> toRead,
            BiFunction<TableSpec, String, ShardReader> open,
            Scheduler scheduler,
            Function<Throwable, FailureKind> kindOf,
            ReaderListener listener) {
        this.tables = tables;
        this.toRead = toRead;
        this.open = open;
        this.scheduler = scheduler;
        this.kindOf = kindOf;
        this.listener = listener;
    }

    @Override
    public void start() {
        running = true;
        tables.forEach(table -> scheduler.schedule(Duration.ZERO, () -> check(table, 1)));
    }

    /** Hands every shard over; returns when that is done or the readers' time for it is up. */
    @Override
    public synchronized void stop() {
        running = false;
        CompletableFuture.allOf(readers.values().stream()
                        .map(open -> open.reader().stop())
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void check(TableSpec table, int attempt) {
        if (!running) {
            return;
        }
        try {
            follow(table, toRead.apply(table.source()));
            scheduler.schedule(CHECK_AGAIN, () -> check(table, 1));
        } catch (RuntimeException e) {
            FailureKind kind = kindOf.apply(e);
            if (kind == FailureKind.BUG) {
                listener.bug(e);
                return;
            }
            listener.failed(new ReaderListener.Failure(table.source(), null, kind, attempt, e));
            scheduler.schedule(CHECK_MISSING, () -> check(table, attempt + 1));
        }
    }

    private synchronized void follow(TableSpec table, String streamArn) {
        OpenReader current = readers.get(table.source());
        if (!running || (current != null && current.streamArn().equals(streamArn))) {
            return;
        }
        if (current != null) {
            current.reader().stop().join();
        }
        ShardReader reader = open.apply(table, streamArn);
        reader.start();
        readers.put(table.source(), new OpenReader(streamArn, reader));
    }
}
