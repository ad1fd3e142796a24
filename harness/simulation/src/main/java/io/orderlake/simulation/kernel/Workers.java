package io.orderlake.simulation.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which steps run, reused by later histories. Only the thread that holds the baton may call it.
 */
public final class Workers implements AutoCloseable {

    private final Deque<Worker> idle = new ArrayDeque<>();
    private int made;

    /** Runs the job on another thread, to which the caller hands the baton. */
    void handTo(Runnable job) {
        Worker worker = idle.isEmpty() ? new Worker(++made) : idle.pop();
        worker.begin(job);
    }

    /** Marks the calling thread as idle: it has finished its job and can get another one. */
    void rest() {
        if (Thread.currentThread() instanceof Worker worker) {
            idle.push(worker);
        }
    }

    @Override
    public void close() {
        idle.forEach(Worker::end);
        idle.clear();
    }

    private static final class Worker extends Thread {
        private volatile @Nullable Runnable job;
        private volatile boolean ended;

        Worker(int number) {
            super("simulated-" + number);
            setDaemon(true);
        }

        void begin(Runnable next) {
            job = next;
            if (getState() == State.NEW) {
                start();
            } else {
                LockSupport.unpark(this);
            }
        }

        void end() {
            ended = true;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            while (!ended) {
                Runnable next = job;
                if (next == null) {
                    LockSupport.park(this);
                } else {
                    job = null;
                    next.run();
                }
            }
        }
    }
}
