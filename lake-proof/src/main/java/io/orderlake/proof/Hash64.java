package io.orderlake.proof;

/** A 64-bit hash of a text. It is safe against accidental collisions, not against deliberate ones. */
public final class Hash64 {

    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private Hash64() {}

    public static long of(CharSequence text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = step(hash, text.charAt(i));
        }
        return mixed(hash);
    }

    static long of(char[] text, int from, int length) {
        long hash = length;
        for (int i = from; i < from + length; i++) {
            hash = step(hash, text[i]);
        }
        return mixed(hash);
    }

    private static long step(long hash, char c) {
        long next = (hash ^ c) * PRIME;
        return next ^ (next >>> 29);
    }

    static long mixed(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
