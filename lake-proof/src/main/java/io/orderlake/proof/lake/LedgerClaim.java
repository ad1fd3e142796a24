package io.orderlake.proof.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A claim that is done, as the ledger shows it.
 *
 * @param fingerprint of the whole item: a different one means that the claim was changed
 */
public record LedgerClaim(
        String stream,
        String shardId,
        long number,
        String firstSequence,
        String lastSequence,
        long records,
        long rows,
        String plan,
        List<LedgerObject> objects,
        String claimedAt,
        String doneAt,
        long fingerprint) {

    /**
     * An object as the ledger shows it.
     *
     * @param rows number of rows that landed
     * @param erasure what was erased of it later
     * @param erasing the next version of the object, while an erasure is under way
     */
    public record LedgerObject(
            String key, long rows, long length, String sha256, Erased erasure, Optional<LedgerObject> erasing) {

        /**
         * What an erasure declares about an object.
         *
         * @param erased rows and rejects that are marked as erased
         * @param removed rows that were removed
         */
        public record Erased(long erased, long removed) {

            /** Nothing was erased. */
            public static final Erased NONE = new Erased(0, 0);
        }

        /** An object of which nothing was erased. */
        public LedgerObject(String key, long rows, long length, String sha256) {
            this(key, rows, length, sha256, Erased.NONE, Optional.empty());
        }

        /** The entry for the object with that checksum: while an erasure is under way, there are two valid versions. */
        public LedgerObject versionWith(String checksum) {
            return erasing.filter(after -> after.sha256.equals(checksum)).orElse(this);
        }

        private static final String ERRORS = "errors/";
        private static final String LANDING = "landing/";

        public boolean rejects() {
            return key.startsWith(ERRORS);
        }

        /** The name of its format; empty for rejects. */
        public String format() {
            return key.startsWith(LANDING) ? key.substring(LANDING.length(), key.indexOf('/', LANDING.length())) : "";
        }

        /** The table to which its rows belong; empty for rejects. */
        public String table() {
            String format = format();
            int from = LANDING.length() + format.length() + 1;
            return format.isEmpty() ? "" : key.substring(from, key.indexOf('/', from));
        }

        /** The object's path without prefix, format and ending: equal for objects with the same rows in other formats. */
        public String pathWithoutFormat() {
            String format = format();
            int end = key.indexOf('.', key.lastIndexOf('/'));
            return format.isEmpty() ? key : key.substring(LANDING.length() + format.length() + 1, end);
        }
    }

    public LedgerClaim {
        objects = List.copyOf(objects);
    }

    /** {@code <stream>/<shard>#<number>}, sortable. */
    public String id() {
        return id(stream, shardId, number);
    }

    public static String id(String stream, String shardId, long number) {
        return "%s/%s#%010d".formatted(stream, shardId, number);
    }

    /** The file name, without ending, that its objects must have. */
    String name() {
        return "%s-%s-%010d".formatted(stream, shardId, number);
    }

    /** Contradictions within the claim; empty if there are none. */
    public List<String> contradictions(List<String> formats) {
        List<String> wrong = new ArrayList<>();
        if (isAfter(firstSequence, lastSequence) || rows > records || records < 1) {
            wrong.add("the claim declares " + records + " records and " + rows + " rows from " + firstSequence + " to "
                    + lastSequence);
        }
        long rejects = objects.stream()
                .filter(LedgerObject::rejects)
                .mapToLong(LedgerObject::rows)
                .sum();
        for (String format : formats) {
            long landed = objects.stream()
                    .filter(object -> object.format().equals(format))
                    .mapToLong(LedgerObject::rows)
                    .sum();
            if (landed + rejects != rows) {
                wrong.add("the claim declares " + rows + " rows, but its objects have " + landed + " as " + format
                        + " and " + rejects + " rejects");
            }
        }
        objects.stream()
                .filter(object -> !object.key().contains("/" + name() + "."))
                .forEach(object -> wrong.add("object " + object.key() + " has the name of another claim"));
        return wrong;
    }

    /** Whether a sequence number comes after another one of its shard: both are decimals without leading zeros. */
    public static boolean isAfter(String sequence, String other) {
        return sequence.length() == other.length() ? sequence.compareTo(other) > 0 : sequence.length() > other.length();
    }
}
