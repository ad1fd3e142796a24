package io.orderlake.contract;

/**
 * How a table's landing objects are laid out. The value comes from the change's own data. If it is missing, the date of
 * the change is used.
 *
 * @param scheme how the column's value becomes folders
 * @param column the column, of the row's own or of {@link CdcColumns}
 */
public record Partitioning(Scheme scheme, String column) {

    /** How a value becomes folders. */
    public enum Scheme {
        /** {@code <column>=YYYY-MM-DD} of a date or timestamp. */
        DATE,
        /** {@code <column>=YYYY-MM-DD/hour=HH} of a timestamp. */
        HOUR,
        /** {@code <column>=<value>}, whatever the value: status, country, … */
        VALUE
    }
}
