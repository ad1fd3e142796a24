package io.orderlake.simulation.fault;

import io.orderlake.simulation.aws.Op;

/** Something that is to go wrong. Whether it comes to that depends on the history. */
public sealed interface Fault {

    FaultKind kind();

    /** What the kind takes: milliseconds, a count, or a number that picks something. */
    long amount();

    /** The same with another amount. */
    Fault withAmount(long amount);

    /** At a service's n-th call of that kind, counted from 1 over all its processes. */
    record OnCall(FaultKind kind, Stage stage, Op op, int nth, long amount) implements Fault {

        @Override
        public Fault withAmount(long other) {
            return new OnCall(kind, stage, op, nth, other);
        }

        @Override
        public String toString() {
            return kind.label() + " at " + stage.label() + "'s " + op + " no. " + nth + " (" + amount + ")";
        }
    }

    /** At a time, in milliseconds since the beginning. */
    record AtTime(FaultKind kind, Stage stage, long at, long amount) implements Fault {

        @Override
        public Fault withAmount(long other) {
            return new AtTime(kind, stage, at, other);
        }

        @Override
        public String toString() {
            return kind.label() + " at " + at + " ms, " + stage.label() + " (" + amount + ")";
        }
    }
}
