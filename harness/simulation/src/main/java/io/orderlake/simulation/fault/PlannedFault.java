package io.orderlake.simulation.fault;

import io.orderlake.simulation.aws.Op;

/** A fault that a plan contains. It happens only if the history reaches its call or its time. */
public sealed interface PlannedFault {

    PlannedFaultKind kind();

    /** Depends on the kind: milliseconds, a count, or a number that selects something. */
    long amount();

    /** The same with another amount. */
    PlannedFault withAmount(long amount);

    /** Happens at a service's n-th call of that kind, counted from 1 over all its processes. */
    record OnCall(PlannedFaultKind kind, Stage stage, Op op, int nth, long amount) implements PlannedFault {

        @Override
        public PlannedFault withAmount(long other) {
            return new OnCall(kind, stage, op, nth, other);
        }

        @Override
        public String toString() {
            return kind.label() + " at " + stage.label() + "'s " + op + " no. " + nth + " (" + amount + ")";
        }
    }

    /** Happens at a time, in milliseconds since the beginning. */
    record AtTime(PlannedFaultKind kind, Stage stage, long at, long amount) implements PlannedFault {

        @Override
        public PlannedFault withAmount(long other) {
            return new AtTime(kind, stage, at, other);
        }

        @Override
        public String toString() {
            return kind.label() + " at " + at + " ms, " + stage.label() + " (" + amount + ")";
        }
    }
}
