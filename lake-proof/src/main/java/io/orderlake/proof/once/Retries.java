package io.orderlake.proof.once;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Waits after reads that failed for a moment, each time longer, until they have failed for longer than the patience. */
final class Retries {

    /** A shorter patience does not outlast a moment. */
    private static final long MIN_MILLIS = 10_000;

    private static final int MAX_PAUSES = 16;

    private final Predicate<RuntimeException> passing;
    private final long patience;
    private final InstantSource clock;
    private final Consumer<String> pause;
    private long failingSince;
    private int pauses;

    /**
     * @param passing whether a failure may go away by itself
     * @param pause waits a moment; its argument describes what the run waits for
     */
    Retries(Predicate<RuntimeException> passing, Duration patience, InstantSource clock, Consumer<String> pause) {
        this.passing = passing;
        this.patience = Math.max(MIN_MILLIS, patience.toMillis());
        this.clock = clock;
        this.pause = pause;
    }

    void succeeded() {
        pauses = 0;
    }

    /** Waits, or throws the failure if it does not go away. */
    void failed(RuntimeException failure) {
        long now = clock.millis();
        if (pauses == 0) {
            failingSince = now;
        }
        if (!passing.test(failure) || now - failingSince >= patience) {
            throw failure;
        }
        pauses = Math.min(MAX_PAUSES, Math.max(1, 2 * pauses));
        for (int i = 0; i < pauses; i++) {
            pause.accept("reading again after " + failure.getMessage());
        }
    }
}
