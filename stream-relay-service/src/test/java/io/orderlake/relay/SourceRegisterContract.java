package io.orderlake.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.Lanes;
import java.util.BitSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every register keeps. */
abstract class SourceRegisterContract {

    private static final BitSet SENDS = BitSet.valueOf(new long[] {0b1011});
    private static final BitSet LEAVES = BitSet.valueOf(new long[] {0b0100});
    private static final RedrivePass FIRST = new RedrivePass(1, SENDS, LEAVES, false);
    private static final RedrivePass OTHERS_FIRST = new RedrivePass(1, LEAVES, SENDS, false);
    private static final RedrivePass SECOND = new RedrivePass(2, LEAVES, new BitSet(), false);

    private final String object = "errors/" + UUID.randomUUID();

    protected abstract SourceRegister register();

    @Test
    void aSourceShardKeepsTheLaneCountThatItWasBegunWith() {
        assertThat(register().lanesOf("stream", object, new Lanes(64))).isEqualTo(new Lanes(64));
        assertThat(register().lanesOf("stream", object, new Lanes(128))).isEqualTo(new Lanes(64));
    }

    @Test
    void anotherStreamOfATableIsAnotherEpoch() {
        assertThat(register().newestStream(object)).isEmpty();
        int first = register().epochOf(object, "stream-1");
        assertThat(first).isZero();
        assertThat(register().newestStream(object)).contains("stream-1");
        assertThat(register().epochOf(object, "stream-2")).isEqualTo(first + 1);
        assertThat(register().epochOf(object, "stream-1")).isEqualTo(first);
        assertThat(register().newestStream(object)).contains("stream-2");
    }

    @Test
    void thePassThatWasBegunFirstCounts() {
        assertThat(register().redrivePass(object)).isEqualTo(RedrivePass.NONE);
        assertThat(register().beginPass(object, FIRST)).isEqualTo(FIRST);
        assertThat(register().beginPass(object, OTHERS_FIRST)).isEqualTo(FIRST);
        assertThat(register().redrivePass(object)).isEqualTo(FIRST);
    }

    @Test
    void theNextPassBeginsWhenTheOneBeforeIsSent() {
        register().beginPass(object, FIRST);
        assertThat(register().beginPass(object, SECOND)).isEqualTo(FIRST);

        register().markSent(object, FIRST);
        assertThat(register().redrivePass(object)).isEqualTo(FIRST.asSent());
        assertThat(register().beginPass(object, SECOND)).isEqualTo(SECOND);
    }

    @Test
    void anInstanceThatWakesUpLateMarksNothing() {
        register().beginPass(object, FIRST);
        register().markSent(object, FIRST);
        register().beginPass(object, SECOND);
        register().markSent(object, FIRST);

        assertThat(register().redrivePass(object)).isEqualTo(SECOND);
        register().markSent(object, SECOND);
        assertThat(register().redrivePass(object).isLast()).isTrue();
    }
}
