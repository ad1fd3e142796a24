package io.orderlake.proof.source;

import io.orderlake.proof.RowFingerprint;
import java.util.List;
import java.util.Optional;

/** The rows of one table as they stand. */
public interface TableRows {

    /** The table's name in the lake. */
    String table();

    /** A row. */
    record Row(String key, RowFingerprint print) {}

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
        /** The next rows, at most so many. */
        Page next(int limit);
    }

    Scan scan();

    /** One row, as it stands at this moment; empty where there is none. */
    Optional<RowFingerprint> look(String key);
}
