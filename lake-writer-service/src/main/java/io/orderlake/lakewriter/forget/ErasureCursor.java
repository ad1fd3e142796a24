package io.orderlake.lakewriter.forget;

/**
 * Where a forgetting goes on.
 *
 * @param erasure its name in the ledger; empty before it has one
 * @param remaining what the search has found so far
 * @param after the key that the last answer came to
 */
record ErasureCursor(Phase phase, String erasure, long remaining, String after) {

    /** What is done one behind the other. */
    enum Phase {
        ERASE,
        VERSIONS,
        SEARCH
    }

    static final ErasureCursor FIRST = new ErasureCursor(Phase.ERASE, "", 0, "");

    /** @throws IllegalArgumentException where the text is not that of a step */
    static ErasureCursor of(String text) {
        String[] parts = text.split(" ", 4);
        try {
            return text.isEmpty()
                    ? FIRST
                    : new ErasureCursor(Phase.valueOf(parts[0]), parts[1], Long.parseLong(parts[2]), parts[3]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "Cannot go on: expected the next of an earlier answer but was \"" + text + "\"", e);
        }
    }

    ErasureCursor behind(String key, long found) {
        return new ErasureCursor(phase, erasure, remaining + found, key);
    }

    ErasureCursor in(Phase next) {
        return new ErasureCursor(next, erasure, remaining, "");
    }

    String text() {
        return phase + " " + erasure + " " + remaining + " " + after;
    }
}
