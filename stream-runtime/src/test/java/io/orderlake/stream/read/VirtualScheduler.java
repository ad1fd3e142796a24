package io.orderlake.stream.read;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Virtual time for any number of processes: due steps run in the order of their times and of their
 * scheduling. A step that takes time calls {@link #pass}: what is due meanwhile then runs inside it, as on other threads.
 */
public final class VirtualScheduler {

    private record Step(Instant at, long number, Process process, Runnable work) {}

    private final PriorityQueue<Step> due =
            new PriorityQueue<>(Comparator.comparing(Step::at).thenComparing(Step::number));
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private long steps;

    public Process process() {
        return new Process();
    }

    public Instant now() {
        return now;
    }

    public void pass(Duration time) {
        Instant until = now.plus(time);
        while (!due.isEmpty() && !due.element().at().isAfter(until)) {
            Step step = due.remove();
            now = now.isAfter(step.at()) ? now : step.at();
            step.process().run(step);
        }
        now = now.isAfter(until) ? now : until;
    }

    /** A process that can be killed, and paused as by a long garbage collection. */
    public final class Process implements Scheduler {

        private final List<Step> held = new ArrayList<>();
        private boolean alive = true;
        private boolean paused;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public void schedule(Duration delay, Runnable work) {
            due.add(new Step(now.plus(delay), steps++, this, work));
        }

        public boolean alive() {
            return alive;
        }

        /** Nothing of it runs any more. */
        public void kill() {
            alive = false;
        }

        /** Holds back what becomes due until {@link #resume}. */
        public void pause() {
            paused = true;
        }

        public void resume() {
            paused = false;
            due.addAll(held);
            held.clear();
        }

        private void run(Step step) {
            if (paused) {
                held.add(step);
            } else if (alive) {
                step.work().run();
            }
        }
    }
}
