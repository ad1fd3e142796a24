package io.orderlake.launcher.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What source, landing and silver show of one row. */
final class SilverEvidence {

    /**
     * A row of silver.
     *
     * @param columns as the source's own row would show them
     */
    record SilverRow(boolean tombstone, Map<String, String> columns) {}

    private @Nullable Map<String, String> source;
    private boolean known;
    private final List<SilverRow> silver = new ArrayList<>();

    void source(Map<String, String> row) {
        source = row;
    }

    /** The row was at the source once. */
    void known() {
        known = true;
    }

    void silver(SilverRow row) {
        silver.add(row);
    }

    /** The source's row; null where there is none. */
    @Nullable Map<String, String> source() {
        return source;
    }

    boolean isKnown() {
        return known;
    }

    List<SilverRow> silver() {
        return silver;
    }
}
