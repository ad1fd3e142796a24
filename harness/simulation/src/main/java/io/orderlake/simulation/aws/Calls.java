package io.orderlake.simulation.aws;

import org.jspecify.annotations.Nullable;

/** A process's way to AWS. What happens there happens at once and whole; the way there and back takes time, and may fail. */
@FunctionalInterface
public interface Calls {

    /** A way that takes no time and never fails. */
    Calls DIRECT = new Calls() {
        @Override
        public <T extends @Nullable Object> T call(Op op, String about, Effect<T> effect) {
            return effect.happen(Twist.NONE);
        }
    };

    /**
     * Makes a call and waits for its answer.
     *
     * @param about what it is about, for the trace
     */
    <T extends @Nullable Object> T call(Op op, String about, Effect<T> effect);

    /** What a call does at AWS. */
    @FunctionalInterface
    interface Effect<T extends @Nullable Object> {

        /** @throws RuntimeException which is the answer */
        T happen(Twist twist);
    }

    /**
     * How AWS may answer otherwise than usual without failing.
     *
     * @param salt decides which entries are refused
     */
    record Twist(Kind kind, long salt) {

        public static final Twist NONE = new Twist(Kind.NONE, 0);

        /** Its name is what happens. */
        public enum Kind {
            NONE,
            /** PutRecords takes some entries and refuses others, whatever their order. */
            REFUSE_SOME,
            /** The iterator of GetRecords is too old. */
            EXPIRE_ITERATOR
        }

        /** Whether the entry at that index is refused. */
        boolean refuses(int index) {
            return kind == Kind.REFUSE_SOME && (salt >>> (index % Long.SIZE) & 1) == 1;
        }
    }
}
