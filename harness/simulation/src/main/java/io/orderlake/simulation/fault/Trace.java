package io.orderlake.simulation.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened, in order: always as a checksum, by which two runs of one history are compared, and as lines if wanted. */
public final class Trace {

    private final Detail detail;
    private final List<String> lines = new ArrayList<>();
    private long checksum = 17;

    /** How much is kept. */
    public enum Detail {
        CHECKSUM,
        LINES
    }

    public Trace(Detail detail) {
        this.detail = detail;
    }

    /** Adds a line. */
    public void log(long at, String who, String what) {
        checksum = ((checksum * 31 + at) * 31 + who.hashCode()) * 31 + what.hashCode();
        if (detail == Detail.LINES) {
            lines.add(String.format(Locale.ROOT, "%7d ms  %-14s %s", at, who, what));
        }
    }

    public List<String> lines() {
        return lines;
    }

    public long checksum() {
        return checksum;
    }
}
