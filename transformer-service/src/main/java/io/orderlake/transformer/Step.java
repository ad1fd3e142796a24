package io.orderlake.transformer;

import io.orderlake.transformer.change.UnprocessableChange;
import java.util.function.Function;

/**
 * Where a change is between two steps: it goes on with what the last step made of it, its outcome is decided, or it is no
 * change of a row and is skipped.
 */
sealed interface Step<T extends Step.Value> {

    /** What a step makes of a change. */
    interface Value {

        /** What is read of the change so far; a reject is made from it. */
        ReceivedChange received();
    }

    record Next<T extends Value>(T value) implements Step<T> {}

    record Decided<T extends Value>(OutputLine line) implements Step<T> {}

    record Skipped<T extends Value>() implements Step<T> {}

    /**
     * Takes the next step, unless the outcome is decided. This is the only place where a failure becomes a reject, so that a
     * record which makes any step fail harms no other record: docs/adr/0005.
     */
    default <R extends Value> Step<R> then(Function<T, Step<R>> step) {
        if (this instanceof Next<T> next) {
            try {
                return step.apply(next.value());
            } catch (RuntimeException e) {
                ReceivedChange received = next.value().received();
                return new Decided<>(OutputLine.of(received, received.reject(UnprocessableChange.reasonOf(e))));
            }
        }
        return this instanceof Decided<T> decided ? new Decided<>(decided.line()) : new Skipped<>();
    }
}
