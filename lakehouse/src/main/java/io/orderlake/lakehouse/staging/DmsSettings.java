package io.orderlake.lakehouse.staging;

import java.util.List;

/**
 * How the DMS task writes its files.
 *
 * @param columns the columns of a CDC file in order, {@code Op} included, if CSV files have no header
 *     ({@code AddColumnName=false}); empty if they have one
 * @param opInFullLoad whether files of the full load have {@code Op}, too ({@code IncludeOpForFullLoad})
 * @param timeColumn the column that holds the time of the change ({@code TimestampColumnName}); if empty, the
 *     time of the file is used
 * @param nullValue the text for null ({@code CsvNullValue})
 */
public record DmsSettings(List<String> columns, boolean opInFullLoad, String timeColumn, String nullValue) {

    /** The column with the operation. */
    static final String OP = "Op";

    public DmsSettings {
        columns = List.copyOf(columns);
    }

    List<String> columnsOf(boolean fullLoad) {
        return fullLoad && !opInFullLoad
                ? columns.stream().filter(column -> !column.equals(OP)).toList()
                : columns;
    }
}
