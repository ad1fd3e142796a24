package io.orderlake.stream.read;

import java.util.ArrayList;
import java.util.List;

/** Named faults: what happens at the nth time that an instance comes to a point. Each strikes once. */
final class ReaderFaults {

    /** A process ends in the middle of a step. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Fault {
        final String point;
        final Runnable effect;
        int left;

        Fault(String point, int nth, Runnable effect) {
            this.point = point;
            this.left = nth;
            this.effect = effect;
        }
    }

    private final List<Fault> faults = new ArrayList<>();

    /** @param point as in {@code "a: after read"} */
    void at(String point, int nth, Runnable effect) {
        faults.add(new Fault(point, nth, effect));
    }

    void pass(String point) {
        List<Fault> due = faults.stream()
                .filter(fault -> fault.point.equals(point) && --fault.left == 0)
                .toList();
        due.forEach(fault -> fault.effect.run());
    }
}
