package io.orderlake.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** CPU time of the calling thread, without what it spends on making the input of what is measured. */
final class CpuTime {

    private long excludedNanos;

    /** Does the work; returns its nanoseconds. */
    long of(Runnable work) {
        long before = now() - excludedNanos;
        work.run();
        return now() - excludedNanos - before;
    }

    /** Makes a part of the input, which does not count. */
    <T> T excluding(Supplier<T> make) {
        long before = now();
        T made = make.get();
        excludedNanos += now() - before;
        return made;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
