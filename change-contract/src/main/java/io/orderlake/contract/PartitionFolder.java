package io.orderlake.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** The partition folders of {@link ObjectKey.Rows} in Hive's {@code column=value} form, one for each {@link Partitioning.Scheme}. */
public final class PartitionFolder {

    /** Leaves room for the rest of an S3 key, which has 1,024 bytes. */
    private static final int MAX_VALUE = 256;

    private PartitionFolder() {}

    public static String date(String column, LocalDate date) {
        return column + "=" + date;
    }

    public static String hour(String column, LocalDate date, int hour) {
        return date(column, date) + (hour < 10 ? "/hour=0" : "/hour=") + hour;
    }

    /** URL-encoded; a value that is empty or too long for a key is replaced by the date. */
    public static String value(String column, String value, LocalDate date) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.isEmpty() || encoded.length() > MAX_VALUE ? date(column, date) : column + "=" + encoded;
    }
}
