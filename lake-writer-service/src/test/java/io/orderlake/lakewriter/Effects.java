package io.orderlake.lakewriter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Everything that the fakes were asked to do, in order, and the one fault: the call of a number fails before or after its
 * effect, or another instance runs before it.
 */
public final class Effects {

    private final List<String> log = new ArrayList<>();
    private int failAt;
    private boolean afterEffect;
    private boolean forGood;
    private boolean crashed;
    private int interruptAt;
    private Runnable interruption = () -> {};
    private int calls;

    /** A fault of the network or the end of the process: the test's only cause of failure. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Crash(String effect) {
            super(effect);
        }
    }

    /** That call fails once; its effect happens nevertheless or does not. */
    public void failOnce(int call, boolean afterEffect) {
        this.failAt = call;
        this.afterEffect = afterEffect;
    }

    /** From that call on nothing happens any more. */
    public void crashAt(int call, boolean afterEffect) {
        failOnce(call, afterEffect);
        this.forGood = true;
    }

    /** Runs something right before that call. */
    public void interruptAt(int call, Runnable interruption) {
        this.interruptAt = call;
        this.interruption = interruption;
    }

    public int calls() {
        return calls;
    }

    public List<String> log() {
        return List.copyOf(log);
    }

    public <T> T happen(String effect, Supplier<T> work) {
        if (crashed) {
            throw new Crash(effect);
        }
        int call = ++calls;
        if (call == interruptAt) {
            interruption.run();
        }
        if (call == failAt && !afterEffect) {
            throw crash(effect);
        }
        T result = work.get();
        if (call == failAt) {
            throw crash(effect);
        }
        log.add(effect);
        return result;
    }

    private Crash crash(String effect) {
        crashed = forGood;
        return new Crash(effect);
    }
}
