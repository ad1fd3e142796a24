package io.orderlake.simulation.kernel;

import io.orderlake.stream.read.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A process. It can be killed, or stopped for a while as by SIGSTOP, in the middle of any step. */
public final class Instance implements Scheduler {

    private final Kernel kernel;
    private final String name;
    final List<Kernel.Event> held = new ArrayList<>();
    final Set<Suspension> suspended = new LinkedHashSet<>();
    private Duration skew = Duration.ZERO;
    private boolean alive = true;
    private boolean paused;

    Instance(Kernel kernel, String name) {
        this.kernel = kernel;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public boolean alive() {
        return alive;
    }

    public boolean paused() {
        return paused;
    }

    /** The time that the clock of its machine shows. */
    @Override
    public Instant instant() {
        return kernel.instant().plus(skew);
    }

    /** Sets the clock of its machine; delays do not change. */
    public void skew(Duration offset) {
        skew = offset;
    }

    @Override
    public void schedule(Duration delay, Runnable step) {
        if (alive) {
            kernel.schedule(this, delay.toMillis(), step);
        }
    }

    /** Waits in virtual time. */
    public void pause(Duration howLong) {
        requireAlive();
        Suspension waiting = kernel.suspension(this);
        kernel.resume(waiting, howLong.toMillis());
        kernel.suspend(waiting);
    }

    /** Ends it at once; requests that it has sent may still arrive. */
    public void kill() {
        if (alive) {
            alive = false;
            paused = false;
            held.clear();
            List.copyOf(suspended).forEach(step -> kernel.resume(step, 0));
        }
    }

    /** Holds back all its events until {@link #cont}. */
    public void stop() {
        paused = alive;
    }

    /** Continues, with all events that became due meanwhile. */
    public void cont() {
        if (paused) {
            paused = false;
            List<Kernel.Event> due = List.copyOf(held);
            held.clear();
            due.forEach(kernel::again);
        }
    }

    /** @throws Crash if the process is dead */
    public void requireAlive() {
        if (!alive) {
            throw new Crash();
        }
    }
}
