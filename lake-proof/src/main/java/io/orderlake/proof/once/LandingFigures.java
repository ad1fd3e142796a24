package io.orderlake.proof.once;

import io.orderlake.proof.check.ObjectListener;
import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts landed rows by format, and measures how long changes took to land. Deletes are not measured. */
public final class LandingFigures implements ObjectListener {

    private static final long EXACT_MILLIS = 10_000;

    private final Map<String, Long> rowsByObject = new HashMap<>();
    private final Map<String, Long> rowsByFormat = new TreeMap<>();
    private final TreeMap<Long, Long> latencies = new TreeMap<>();

    @Override
    public void compared(LedgerObject object, Stored stored, List<LandedRow> rows) {
        if (object.rejects()) {
            return;
        }
        Long before = rowsByObject.put(object.key(), (long) rows.size());
        rowsByFormat.merge(object.format(), rows.size() - (before == null ? 0 : before), Long::sum);
        if (before == null && stored.storedAt() > 0) {
            rows.forEach(row -> measure(row, stored.storedAt()));
        }
    }

    private void measure(LandedRow row, long storedAt) {
        long since = row.details().since();
        if (since > 0 && !row.op().equals("D")) {
            latencies.merge(rounded(storedAt - since), 1L, Long::sum);
        }
    }

    /** Rounds latencies above ten seconds to their leading digits, to bound the number of entries. */
    private static long rounded(long millis) {
        long step = 1;
        while (Math.abs(millis) / step > EXACT_MILLIS) {
            step *= 10;
        }
        return millis / step * step;
    }

    /** Formats in which rows have landed. */
    public Set<String> formats() {
        return Set.copyOf(rowsByFormat.keySet());
    }

    public long rows(String format) {
        return rowsByFormat.getOrDefault(format, 0L);
    }

    /** The latency in milliseconds that the given share of all rows did not exceed; 0 if none is known. */
    public long latency(double share) {
        long wanted = (long) Math.ceil(
                share * latencies.values().stream().mapToLong(Long::longValue).sum());
        for (Map.Entry<Long, Long> latency : latencies.entrySet()) {
            wanted -= latency.getValue();
            if (wanted <= 0) {
                return latency.getKey();
            }
        }
        return 0;
    }
}
