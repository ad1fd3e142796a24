package io.orderlake.simulation.aws;

import org.jspecify.annotations.Nullable;

/** A process's calls of AWS. An effect there happens atomically and takes no time; request and answer take time and may be lost. */
@FunctionalInterface
public interface Calls {

    /** Calls that take no time and never fail. */
    Calls DIRECT = new Calls() {
        @Override
        public <T extends @Nullable Object> T call(Op op, String about, Effect<T> effect) {
            return effect.happen(Twist.NONE);
        }
    };

    /**
     * Makes a call and waits for its answer.
     *
     * @param about the resource, for the trace
     */
    <T extends @Nullable Object> T call(Op op, String about, Effect<T> effect);

    /** What a call does at AWS. */
    @FunctionalInterface
    interface Effect<T extends @Nullable Object> {

        /** @throws RuntimeException which is the answer */
        T happen(Twist twist);
    }

    /**
     * How AWS varies a successful answer.
     *
     * @param salt its bits decide which entries are refused
     */
    record Twist(Kind kind, long salt) {

        public static final Twist NONE = new Twist(Kind.NONE, 0);

        /** Its name is what happens. */
        public enum Kind {
            NONE,
            /** PutRecords takes some entries and refuses others, in any order. */
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
