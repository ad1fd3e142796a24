package io.orderlake.verifier;

import io.orderlake.proof.ProofProcessor;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.aws.AwsFailures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Runs turn after turn on its own thread. A failed turn is repeated after the pause; readiness fails if no turn has succeeded
 * for long. Each comparison reads first and changes the state afterwards, so a failed one leaves no partial state.
 */
final class ProvingLoop implements SmartLifecycle, HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(ProvingLoop.class);
    private static final int TIDY_MILLIS = 50;
    private static final int TIDY_EVERY = 100;
    private static final int STOP_SECONDS = 20;

    private final ProofProcessor processor;
    private final Duration every;
    private final Duration stalledAfter;
    private final ProofStore store;
    private final InstantSource clock;
    private final ScheduledExecutorService thread;

    private volatile boolean running;
    private volatile Instant lastTurn;
    private volatile String lastFailure = "";
    private volatile long cpuNanos;
    private int turns;

    ProvingLoop(
            ProofProcessor processor, Duration every, Duration stalledAfter, ProofStore store, InstantSource clock) {
        this.processor = processor;
        this.every = every;
        this.stalledAfter = stalledAfter;
        this.store = store;
        this.clock = clock;
        this.lastTurn = clock.instant();
        this.thread = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "proving"));
    }

    @Override
    public void start() {
        running = true;
        next(Duration.ZERO);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a turn catches what it throws
    private void next(Duration pause) {
        if (running) {
            thread.schedule(this::turn, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void turn() {
        Duration pause = every;
        try {
            if (processor.turn()) {
                pause = Duration.ZERO;
            }
            lastTurn = clock.instant();
            lastFailure = "";
            if (++turns % TIDY_EVERY == 0) {
                store.tidy(TIDY_MILLIS);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
        cpuNanos = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        next(pause);
    }

    private void failed(RuntimeException e) {
        FailureKind kind = AwsFailures.kindOf(e);
        String message = kind + ": " + e.getMessage();
        if (!message.equals(lastFailure)) {
            LOG.atWarn().addKeyValue("kind", kind).setCause(e).log("A turn failed and will be repeated");
        }
        lastFailure = message;
    }

    /** CPU seconds of the comparing thread. */
    double cpuSeconds() {
        return cpuNanos / 1e9;
    }

    @Override
    public Health health() {
        Duration since = Duration.between(lastTurn, clock.instant());
        Health.Builder health = since.compareTo(stalledAfter) < 0 ? Health.up() : Health.outOfService();
        health.withDetail("last turn", since.toMillis() + " ms ago");
        return lastFailure.isEmpty()
                ? health.build()
                : health.withDetail("trouble", lastFailure).build();
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
