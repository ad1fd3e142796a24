package io.orderlake.localaws.kinesis;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What has been put into each stream since the process began. */
public final class PutCounters {

    private static final int PUT_UNIT_BYTES = 25 << 10;

    /** @param putUnits of 25 KB, each record rounded up, as AWS bills them */
    public record Totals(long requests, long entries, long refused, long bytes, long putUnits) {

        Totals plus(Totals other) {
            return new Totals(
                    requests + other.requests,
                    entries + other.entries,
                    refused + other.refused,
                    bytes + other.bytes,
                    putUnits + other.putUnits);
        }
    }

    private final Map<String, Totals> byStream = new ConcurrentHashMap<>();

    void add(String stream, Totals totals) {
        byStream.merge(stream, totals, Totals::plus);
    }

    static long putUnits(long recordBytes) {
        return Math.max(1, (recordBytes + PUT_UNIT_BYTES - 1) / PUT_UNIT_BYTES);
    }

    public Map<String, Totals> byStream() {
        return new TreeMap<>(byStream);
    }
}
