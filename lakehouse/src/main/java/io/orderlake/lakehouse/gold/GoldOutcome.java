package io.orderlake.lakehouse.gold;

/** What one run did to one table of gold. */
public record GoldOutcome(String table, How how) {

    /** How a table was updated. */
    public enum How {
        UNCHANGED,
        INCREMENTAL,
        WHOLE
    }
}
