package io.orderlake.lakewriter.claim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event ids that one claim landed, packed.
 *
 * @param claimedAt their age counts from here
 * @param rows {@value EventId#BYTES} bytes for each row; not copied
 * @param rejects the same for each reject
 */
public record LandedIds(Instant claimedAt, byte[] rows, byte[] rejects) {

    public LandedIds {
        if (rows.length % EventId.BYTES != 0 || rejects.length % EventId.BYTES != 0) {
            throw new IllegalArgumentException("Cannot read event ids: expected " + EventId.BYTES
                    + " bytes each but was " + rows.length + " and " + rejects.length);
        }
    }

    public int size() {
        return (rows.length + rejects.length) / EventId.BYTES;
    }

    /** The same in parts of at most that many ids of each kind. */
    public List<LandedIds> split(int ids) {
        int step = ids * EventId.BYTES;
        List<LandedIds> parts = new ArrayList<>();
        for (int from = 0; from < Math.max(rows.length, rejects.length); from += step) {
            parts.add(new LandedIds(claimedAt, part(rows, from, step), part(rejects, from, step)));
        }
        return parts;
    }

    private static byte[] part(byte[] ids, int from, int step) {
        return Arrays.copyOfRange(ids, Math.min(from, ids.length), Math.min(from + step, ids.length));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LandedIds ids
                && claimedAt.equals(ids.claimedAt)
                && Arrays.equals(rows, ids.rows)
                && Arrays.equals(rejects, ids.rejects);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }
}
