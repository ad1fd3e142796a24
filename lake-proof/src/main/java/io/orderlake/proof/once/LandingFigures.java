package io.orderlake.proof.once;

import io.orderlake.proof.check.ObjectListener;
import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts landed rows by format, and measures how long changes took to land. Deletes are not measured. */
public final class LandingFigures implements ObjectListener {

    private static final long EXACT_MILLIS = 10_000;

    private final Set<String> named;
    private final Set<String> notRead = new HashSet<>();
    private final Map<String, Long> rowsByObject = new HashMap<>();
    private final Map<String, Long> rowsByFormat = new TreeMap<>();
    private final Map<String, LandedGroup> groups = new HashMap<>();
    private final TreeMap<Long, Long> latencies = new TreeMap<>();

    /** Objects of the same rows. */
    private record LandedGroup(long rows, Set<String> formats) {}

    /** @param named formats that must land, even if they have no object */
    public LandingFigures(Collection<String> named) {
        this.named = Set.copyOf(named);
    }

    @Override
    public void compared(LedgerObject object, Stored stored, List<LandedRow> rows) {
        if (object.rejects()) {
            return;
        }
        groups.computeIfAbsent(object.pathWithoutFormat(), path -> new LandedGroup(object.rows(), new HashSet<>()))
                .formats()
                .add(object.format());
        Long before = rowsByObject.get(object.key());
        if (before == null && rows.isEmpty() && object.rows() > object.erasure().removed()) {
            notRead.add(object.format());
            return;
        }
        rowsByObject.put(object.key(), (long) rows.size());
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

    /** Formats whose rows were read, and named formats of which no object was found. */
    public Set<String> formats() {
        Set<String> formats = new TreeSet<>(named);
        formats.removeAll(notRead);
        formats.addAll(rowsByFormat.keySet());
        return formats;
    }

    /** By named format: the number of rows that landed in other formats and have no object in this one. */
    public Map<String, Long> lacking() {
        Map<String, Long> lacking = new TreeMap<>();
        groups.values()
                .forEach(group -> named.stream()
                        .filter(format -> !group.formats().contains(format))
                        .forEach(format -> lacking.merge(format, group.rows(), Long::sum)));
        return lacking;
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
