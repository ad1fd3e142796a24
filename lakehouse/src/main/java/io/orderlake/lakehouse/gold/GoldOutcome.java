package io.orderlake.lakehouse.gold;

/** What one run did to one table of gold. */
public record GoldOutcome(String table, How how) {

    /** How a table was brought up to date. */
    public enum How {
        UNCHANGED,
        INCREMENTAL,
        WHOLE
    }
}
