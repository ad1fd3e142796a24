package io.orderlake.simulation.kernel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time and the events in it. Steps are coroutines on threads of their own; exactly one thread holds the baton and
 * runs. A thread that waits advances the clock itself, so that a wait during which no other step runs needs no switch of
 * threads.
 *
 * <pre>
 *  event        meaning
 *  effect       runs at once on whichever thread drives, and must not wait
 *  step         runs on a worker
 *  resumption   the step that waited continues; in a dead process it is unwound
 * </pre>
 */
public final class Kernel {

    /** When every history begins. */
    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private final Workers workers;
    private final List<Instance> instances = new ArrayList<>();
    private final List<Throwable> escaped = new ArrayList<>();
    private final PriorityQueue<Event> due = new PriorityQueue<>(
            Comparator.comparingLong((Event event) -> event.at).thenComparingLong(event -> event.number));
    private final Instance world = new Instance(this, "world");
    private @Nullable Suspension outside;
    private long now;
    private long number;

    public Kernel(Workers workers) {
        this.workers = workers;
    }

    /** A scheduled event: exactly one of effect, step and resumption is set. */
    static final class Event {
        private final long at;
        private final long number;
        private final Instance instance;
        private final @Nullable Runnable effect;
        private final @Nullable Runnable step;
        private final @Nullable Suspension resumes;

        private Event(
                long at,
                long number,
                Instance instance,
                @Nullable Runnable effect,
                @Nullable Runnable step,
                @Nullable Suspension resumes) {
            this.at = at;
            this.number = number;
            this.instance = instance;
            this.effect = effect;
            this.step = step;
            this.resumes = resumes;
        }
    }

    /** A new process. */
    public Instance instance(String name) {
        Instance instance = new Instance(this, name);
        instances.add(instance);
        return instance;
    }

    /** Milliseconds since the beginning. */
    public long now() {
        return now;
    }

    public Instant instant() {
        return START.plusMillis(now);
    }

    /** How many events have been scheduled. */
    public long events() {
        return number;
    }

    /** The exceptions that left a step, which must not happen. */
    public List<Throwable> escaped() {
        return escaped;
    }

    /** Schedules an effect that belongs to no process; it must not wait. */
    public void after(long millis, Runnable effect) {
        due.add(new Event(now + millis, number++, world, effect, null, null));
    }

    void schedule(Instance instance, long millis, Runnable step) {
        due.add(new Event(now + Math.max(0, millis), number++, instance, null, step, null));
    }

    /** The running step, to be resumed later; {@link #suspend} follows. */
    public Suspension suspension(Instance instance) {
        return new Suspension(new Baton(), instance);
    }

    /** Continues a step after that time. */
    public void resume(Suspension suspended, long millis) {
        due.add(new Event(now + millis, number++, suspended.instance, null, null, suspended));
    }

    void again(Event event) {
        due.add(new Event(now, number++, event.instance, event.effect, event.step, event.resumes));
    }

    /**
     * The running step waits here until it is resumed.
     *
     * @throws Crash if its process has died meanwhile
     */
    public void suspend(Suspension suspension) {
        suspension.instance.suspended.add(suspension);
        drive(suspension);
        suspension.instance.suspended.remove(suspension);
        suspension.instance.requireAlive();
    }

    /** Runs until {@link #stop}, then kills every process and unwinds its steps. */
    public void run() {
        Suspension caller = suspension(world);
        outside = caller;
        drive(caller);
        instances.forEach(Instance::kill);
        Suspension unwound = suspension(world);
        resume(unwound, 0);
        drive(unwound);
    }

    /** Ends the run. */
    public void stop() {
        if (outside != null) {
            resume(outside, 0);
        }
    }

    private void drive(Suspension self) {
        Event event = next();
        if (event.resumes == self) {
            return;
        }
        handOver(event);
        if (self.instance == world) {
            self.baton.awaitOrFail();
        } else {
            self.baton.await();
        }
    }

    private void handOver(Event event) {
        if (event.resumes != null) {
            event.resumes.baton.give();
        } else if (event.step != null) {
            workers.handTo(() -> work(event));
        }
    }

    // On a worker: runs steps in order until another thread has to continue.
    private void work(Event begun) {
        Event event = begun;
        while (event.step != null) {
            run(event.step, event.instance);
            event = next();
        }
        workers.rest();
        handOver(event);
    }

    private void run(Runnable step, Instance instance) {
        try {
            step.run();
        } catch (Crash dead) {
            if (instance.alive()) {
                escaped.add(dead);
            }
        } catch (Throwable failure) {
            escaped.add(failure);
        }
    }

    /** The next step or resumption that still applies; runs the effects that are due before it. */
    private Event next() {
        while (true) {
            Event event = due.remove();
            now = Math.max(now, event.at);
            if (event.effect != null) {
                run(event.effect, world);
            } else if (event.instance.paused()) {
                event.instance.held.add(event);
            } else if (applies(event)) {
                return event;
            }
        }
    }

    private static boolean applies(Event event) {
        if (event.resumes == null) {
            return event.instance.alive();
        }
        boolean first = !event.resumes.over;
        event.resumes.over = true;
        return first;
    }
}
