package io.orderlake.simulation.fault;

import io.orderlake.simulation.aws.Calls.Effect;
import io.orderlake.simulation.aws.Calls.Twist;
import org.jspecify.annotations.Nullable;

/** The result of a call: a value or a failure. */
final class Answer<T extends @Nullable Object> {

    private @Nullable T value;
    private @Nullable RuntimeException failure;

    void of(Effect<T> effect, Twist twist) {
        try {
            value = effect.happen(twist);
        } catch (RuntimeException refused) {
            failure = refused;
        }
    }

    void failed(RuntimeException lost) {
        failure = lost;
    }

    String outcome() {
        return failure == null ? "" : " -> " + failure.getClass().getSimpleName();
    }

    @SuppressWarnings("NullAway") // The value is null only where the effect's own type allows it.
    T valueOrThrow() {
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
