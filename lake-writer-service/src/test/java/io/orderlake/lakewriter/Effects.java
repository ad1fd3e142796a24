package io.orderlake.lakewriter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * All calls of the fakes, in order, and one fault: the call of a given number fails before or after its effect, or another
 * instance runs before it.
 */
public final class Effects {

    private final List<String> log = new ArrayList<>();
    private int failAt;
    private boolean afterEffect;
    private boolean forGood;
    private boolean crashed;
    private int interruptAt;
    private Runnable interruption = () -> {};
    private int repeatAt;
    private Runnable beforeRepeat = () -> {};
    private int calls;

    /** A fault of the network or the end of the process: the only cause of failures in a test. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Crash(String effect) {
            super(effect);
        }
    }

    /** That call fails once, after or before its effect. */
    public void failOnce(int call, boolean afterEffect) {
        this.failAt = call;
        this.afterEffect = afterEffect;
    }

    /** From that call on, nothing has an effect any more. */
    public void crashAt(int call, boolean afterEffect) {
        failOnce(call, afterEffect);
        this.forGood = true;
    }

    /** Runs something immediately before that call. */
    public void interruptAt(int call, Runnable interruption) {
        this.interruptAt = call;
        this.interruption = interruption;
    }

    /** That call is sent twice, as by an HTTP client after 503 with Retry-After, and something runs in between. */
    public void repeatAt(int call, Runnable inBetween) {
        this.repeatAt = call;
        this.beforeRepeat = inBetween;
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
        if (call == repeatAt) {
            beforeRepeat.run();
            result = work.get();
        }
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
