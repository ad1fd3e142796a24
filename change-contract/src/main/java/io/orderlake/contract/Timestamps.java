package io.orderlake.contract;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as text: ISO 8601 in UTC, always with three digits of milliseconds, so that text order is time order. */
public final class Timestamps {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    private Timestamps() {}

    public static String text(Instant time) {
        return MILLIS.format(time);
    }
}
