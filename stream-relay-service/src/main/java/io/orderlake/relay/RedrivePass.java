package io.orderlake.relay;

import java.util.BitSet;

/**
 * What one pass over a reject object sends, decided before it sends anything: every instance that continues it sends the same.
 *
 * @param number 1 for the first; a later one tries what the one before left
 * @param sends the lines that are sent
 * @param leaves the lines that cannot be sent now
 * @param sent whether all of it has been sent
 */
public record RedrivePass(int number, BitSet sends, BitSet leaves, boolean sent) {

    /** Before the first pass. */
    public static final RedrivePass NONE = new RedrivePass(0, new BitSet(), new BitSet(), true);

    public RedrivePass {
        sends = (BitSet) sends.clone();
        leaves = (BitSet) leaves.clone();
    }

    /** Nothing of the object is left. */
    boolean isLast() {
        return number > 0 && sent && leaves.isEmpty();
    }

    public RedrivePass asSent() {
        return new RedrivePass(number, sends, leaves, true);
    }

    /** Whether the pass after this one reads that line. */
    boolean isOpen(int line) {
        return number == 0 || leaves.get(line);
    }

    /** A source shard of its own for each pass: a later pass may send lines that are before those of an earlier pass. */
    static String sourceShard(String objectKey, int number) {
        return "redrive/" + objectKey + (number == 1 ? "" : "#" + number);
    }
}
