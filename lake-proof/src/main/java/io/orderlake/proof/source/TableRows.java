package io.orderlake.proof.source;

import io.orderlake.proof.RowFingerprint;
import java.util.List;
import java.util.Optional;

/** Reads the current rows of one table. */
public interface TableRows {

    /** The table's name in the lake. */
    String table();

    /** A row. */
    record Row(String key, RowFingerprint fingerprint) {}

    /**
     * Part of a scan.
     *
     * @param units read units that it took
     */
    record Page(List<Row> rows, double units, boolean last) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** A scan of all rows, from the first on. */
    interface Scan {
        /** The next rows, up to the limit. */
        Page next(int limit);
    }

    Scan scan();

    /** The current values of one row; empty if it does not exist. */
    Optional<RowFingerprint> readRow(String key);
}
