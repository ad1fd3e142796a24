package io.orderlake.proof;

import java.time.YearMonth;

/** Parses times in the one form that Orderlake writes; faster than a general parser. */
public final class FixedTime {

    /** Returned for a text of another form. */
    public static final long OTHER = Long.MIN_VALUE;

    private static final String FORM = "dddd-dd-ddTdd:dd:dd";
    private static final int MILLIS_LENGTH = "dddd-dd-ddTdd:dd:dd.dddZ".length();
    private static final long DAY = 86_400_000;

    private FixedTime() {}

    /** Milliseconds since 1970 of {@code 2026-11-20T10:00:00Z} or {@code …:00.000Z}; {@link #OTHER} for any other text. */
    public static long millis(String text) {
        int length = text.length();
        boolean exact = length == MILLIS_LENGTH;
        if ((!exact && length != FORM.length() + 1) || text.charAt(length - 1) != 'Z' || !hasForm(text)) {
            return OTHER;
        }
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        int millis = exact ? millisOfSecond(text) : 0;
        int year = number(text, 0, 4);
        boolean isTime = hour <= 23 && minute <= 59 && second <= 59 && millis >= 0;
        if (!isTime || !isDate(year, month, day)) {
            return OTHER;
        }
        return days(year, month, day) * DAY + hour * 3_600_000L + minute * 60_000L + second * 1000L + millis;
    }

    private static boolean isDate(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
    }

    private static boolean hasForm(String text) {
        for (int i = 0; i < FORM.length(); i++) {
            char c = text.charAt(i);
            char expected = FORM.charAt(i);
            if (expected == 'd' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        return true;
    }

    private static int millisOfSecond(String text) {
        boolean digits = text.charAt(FORM.length()) == '.';
        for (int i = FORM.length() + 1; i < MILLIS_LENGTH - 1; i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits ? number(text, FORM.length() + 1, 3) : -1;
    }

    private static int number(String text, int from, int length) {
        int number = 0;
        for (int i = from; i < from + length; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    /** Days since 1970 in the civil calendar. */
    private static long days(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}
