package io.orderlake.proof;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A hash of a row's values. Equal rows have equal fingerprints, whatever form their values are stored in; different rows have
 * different ones, except with a probability of 2^-64. Columns that an enrichment may fill are hashed separately, because the
 * source may lack them.
 */
public final class RowFingerprint {

    /** Of a row without values, or whose values are not known. */
    public static final RowFingerprint NONE = new RowFingerprint(0, new long[0]);

    private final long plain;
    private final long[] derived;

    RowFingerprint(long plain, long[] derived) {
        this.plain = plain;
        this.derived = derived.clone();
    }

    /** Whether a landed row contains the values of this source row. Values that only an enrichment filled are not compared. */
    public boolean isContainedIn(RowFingerprint landed) {
        if (plain != landed.plain || derived.length != landed.derived.length) {
            return false;
        }
        for (int i = 0; i < derived.length; i++) {
            if (derived[i] != 0 && derived[i] != landed.derived[i]) {
                return false;
            }
        }
        return true;
    }

    /** All columns in one number. */
    public long content() {
        long content = plain;
        for (int i = 0; i < derived.length; i++) {
            content += derived[i] * (i + 2);
        }
        return content;
    }

    public int bytes() {
        return Long.BYTES + 1 + derived.length * Long.BYTES;
    }

    public void write(ByteBuffer out) {
        out.putLong(plain);
        out.put((byte) derived.length);
        for (long column : derived) {
            out.putLong(column);
        }
    }

    public static RowFingerprint read(ByteBuffer in) {
        long plain = in.getLong();
        long[] derived = new long[in.get()];
        for (int i = 0; i < derived.length; i++) {
            derived[i] = in.getLong();
        }
        return new RowFingerprint(plain, derived);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowFingerprint fingerprint
                && plain == fingerprint.plain
                && Arrays.equals(derived, fingerprint.derived);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(plain) * 31 + Arrays.hashCode(derived);
    }

    @Override
    public String toString() {
        return Long.toHexString(plain) + Arrays.toString(derived);
    }
}
