package io.orderlake.launcher.lake;

import io.orderlake.launcher.UserError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Table;

/** The time in the past as of which tables are read. */
public record AsOf(Instant time) {

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})(s|m|h|d)");

    /** The sequence number of the first snapshot of a table; if the oldest one has a higher number, older ones have expired. */
    private static final long FIRST_SEQUENCE = 1;

    /**
     * Parses an instant ({@code 2026-11-20T10:00:00Z}), a local time ({@code 2026-11-20 10:00}) or a duration before now
     * ({@code 10m}).
     *
     * @throws IllegalArgumentException if the text has none of these forms, or the time is in the future
     */
    public static AsOf of(String text, Instant now, ZoneId zone) {
        String trimmed = text.strip();
        Matcher ago = AGO.matcher(trimmed);
        Instant time = ago.matches() ? now.minus(duration(ago)) : parsed(trimmed, zone);
        if (time.isAfter(now)) {
            throw new IllegalArgumentException(
                    "Cannot read as of " + text + ": expected a time in the past but it is " + now + " now");
        }
        return new AsOf(time);
    }

    private static Duration duration(Matcher ago) {
        long count = Long.parseLong(ago.group(1));
        return switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Instant parsed(String text, ZoneId zone) {
        List<Function<String, Instant>> forms = List.of(
                form -> OffsetDateTime.parse(form).toInstant(),
                form -> LocalDateTime.parse(form).atZone(zone).toInstant());
        for (Function<String, Instant> form : forms) {
            try {
                return form.apply(text.replace(' ', 'T'));
            } catch (DateTimeParseException another) {
                continue;
            } catch (DateTimeException outOfRange) {
                break;
            }
        }
        throw new IllegalArgumentException("Cannot read as of " + text
                + ": expected a time such as 2026-11-20T10:00:00Z, 2026-11-20 10:00, or 10m for ten minutes ago");
    }

    /** The snapshot that was current at the time. If there was none, the error names the time of the oldest snapshot. */
    long snapshot(String name, Table table) {
        List<HistoryEntry> history = table.history();
        return history.stream()
                .filter(entry -> !Instant.ofEpochMilli(entry.timestampMillis()).isAfter(time))
                .reduce((earlier, later) -> later)
                .map(HistoryEntry::snapshotId)
                .orElseThrow(
                        () -> new UserError("Cannot read " + name + " as of " + time + ": " + since(table, history)));
    }

    private static String since(Table table, List<HistoryEntry> history) {
        if (history.isEmpty()) {
            return "nothing has been written to it yet";
        }
        HistoryEntry oldest = history.get(0);
        Instant from = Instant.ofEpochMilli(oldest.timestampMillis());
        return table.snapshot(oldest.snapshotId()).sequenceNumber() <= FIRST_SEQUENCE
                ? "its first snapshot was written at " + from
                : "older snapshots have expired; the oldest was written at " + from;
    }
}
