package io.orderlake.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The key of an object in the lake's bucket. Keys are formatted and parsed here and nowhere else, except by the judge, which
 * shares no code with what it judges.
 *
 * <pre>
 * landing/FORMAT/TABLE/FOLDER/NAME     rows
 * errors/STAGE/date=DATE/NAME          rejects
 * oversize/EVENT_ID.json               the original of a reject that is too large for a stream record
 * </pre>
 */
public sealed interface ObjectKey {

    /** Keys of rows begin with this. */
    String LANDING = "landing/";

    /** Keys of rejects begin with this. */
    String ERRORS = "errors/";

    /** Keys of originals begin with this. */
    String ORIGINALS = "oversize/";

    /** The key as S3 has it. */
    String text();

    /**
     * Rows of a table in a format.
     *
     * @param folder partition folders in Hive's form, {@code order_date=2026-11-20}
     * @param name the object's name in its folder, the format's ending included
     */
    record Rows(String format, String table, String folder, String name) implements ObjectKey {

        /** Keys of a table's rows in a format begin with this. */
        public static String prefix(String format, String table) {
            return LANDING + format + "/" + table + "/";
        }

        private static Optional<ObjectKey> parse(String format, String table, String path) {
            int end = path.lastIndexOf('/');
            return end > 0
                    ? Optional.of(new Rows(format, table, path.substring(0, end), path.substring(end + 1)))
                    : Optional.empty();
        }

        @Override
        public String text() {
            return prefix(format, table) + folder + "/" + name;
        }
    }

    /**
     * Rejects of a stage and a date.
     *
     * @param stage as it is in the key: URL-encoded
     * @param date {@code YYYY-MM-DD}
     * @param name the object's name in its folder, its ending included
     */
    record Rejects(String stage, String date, String name) implements ObjectKey {

        private static final String DATE = "date=";

        /** Where the rejects of a stage that were rejected at that time are, together in an object of that name. */
        public static Rejects of(String stage, Instant rejectedAt, String name) {
            return new Rejects(
                    URLEncoder.encode(stage, StandardCharsets.UTF_8),
                    rejectedAt.atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                    name);
        }

        @Override
        public String text() {
            return ERRORS + stage + "/" + DATE + date + "/" + name;
        }
    }

    /** The original of a reject. */
    record Original(String eventId) implements ObjectKey {

        private static final String ENDING = ".json";

        @Override
        public String text() {
            return ORIGINALS + eventId + ENDING;
        }
    }

    /** What the text is the key of; empty where Orderlake writes no objects under such a key. */
    static Optional<ObjectKey> parse(String text) {
        if (text.startsWith(ORIGINALS) && text.endsWith(Original.ENDING)) {
            return Optional.of(
                    new Original(text.substring(ORIGINALS.length(), text.length() - Original.ENDING.length())));
        }
        String[] parts = text.split("/", 4);
        if (parts.length < 4) {
            return Optional.empty();
        }
        if (text.startsWith(ERRORS) && parts[2].startsWith(Rejects.DATE)) {
            return Optional.of(new Rejects(parts[1], parts[2].substring(Rejects.DATE.length()), parts[3]));
        }
        return text.startsWith(LANDING) ? Rows.parse(parts[1], parts[2], parts[3]) : Optional.empty();
    }

    /** How a reject points to an object: {@code s3://BUCKET/KEY}. */
    static String pointer(String bucket, String key) {
        return "s3://" + bucket + "/" + key;
    }

    /** The key that a reject points to; empty where it points into another bucket. */
    static Optional<String> pointedTo(String bucket, String pointer) {
        String own = pointer(bucket, "");
        return pointer.startsWith(own) ? Optional.of(pointer.substring(own.length())) : Optional.empty();
    }
}
