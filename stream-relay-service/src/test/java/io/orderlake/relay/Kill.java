package io.orderlake.relay;

/** The end of an instance, before or after the effect of that number. */
final class Kill implements KilledRegister.Fate {

    private final int call;
    private final boolean afterEffect;
    private int calls;

    /** Thrown in place of everything that the instance would have done from then on. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Kill(int call, boolean afterEffect) {
        this.call = call;
        this.afterEffect = afterEffect;
    }

    @Override
    public void at(Runnable effect) {
        calls++;
        if (calls > call || (calls == call && !afterEffect)) {
            throw new Killed();
        }
        effect.run();
        if (calls == call) {
            throw new Killed();
        }
    }
}
