package io.orderlake.relay;

/** Something runs right before the effect of that number. */
final class Interruption implements KilledRegister.Fate {

    private final int call;
    private final Runnable other;
    private int calls;

    Interruption(int call, Runnable other) {
        this.call = call;
        this.other = other;
    }

    @Override
    public void at(Runnable effect) {
        if (++calls == call) {
            other.run();
        }
        effect.run();
    }

    boolean happened() {
        return calls >= call;
    }
}
