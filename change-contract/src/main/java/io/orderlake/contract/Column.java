package io.orderlake.contract;

import java.util.regex.Pattern;

/** A column of a row: a lower-case name that every engine takes without quotes, and its type. */
public record Column(String name, ColumnType type) {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,127}");

    public Column {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Cannot name a column \"" + name
                    + "\": expected lower-case letters, digits and underscores, not beginning with a digit");
        }
    }
}
