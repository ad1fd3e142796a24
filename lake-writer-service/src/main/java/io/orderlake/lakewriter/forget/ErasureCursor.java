package io.orderlake.lakewriter.forget;

/**
 * Where the next request of an erasure continues.
 *
 * @param erasure its name in the ledger; empty before it has one
 * @param remaining what the search has found so far
 * @param after the last key that the request before has handled
 */
record ErasureCursor(Phase phase, String erasure, long remaining, String after) {

    /** The phases of an erasure, in order. */
    enum Phase {
        ERASE,
        VERSIONS,
        SEARCH
    }

    static final ErasureCursor FIRST = new ErasureCursor(Phase.ERASE, "", 0, "");

    /** @throws IllegalArgumentException where the text is not a cursor */
    static ErasureCursor of(String text) {
        String[] parts = text.split(" ", 4);
        try {
            return text.isEmpty()
                    ? FIRST
                    : new ErasureCursor(Phase.valueOf(parts[0]), parts[1], Long.parseLong(parts[2]), parts[3]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "Cannot continue: expected the value of \"next\" from an earlier answer but was \"" + text + "\"",
                    e);
        }
    }

    ErasureCursor advancedTo(String key, long found) {
        return new ErasureCursor(phase, erasure, remaining + found, key);
    }

    ErasureCursor startOf(Phase next) {
        return new ErasureCursor(next, erasure, remaining, "");
    }

    String text() {
        return phase + " " + erasure + " " + remaining + " " + after;
    }
}
