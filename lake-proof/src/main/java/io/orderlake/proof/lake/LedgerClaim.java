package io.orderlake.proof.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A claim that is done, as the ledger shows it.
 *
 * @param print of the whole item: another one means that the claim was changed
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
        long print) {

    /**
     * An object as the ledger shows it.
     *
     * @param rows how many landed
     * @param erasure what was erased of it since
     * @param erasing what it is about to become, where an erasure is under way
     */
    public record LedgerObject(
            String key, long rows, long length, String sha256, Erased erasure, Optional<LedgerObject> erasing) {

        /**
         * What an erasure declares of an object.
         *
         * @param erased rows and rejects that are marked as erased
         * @param removed rows that are there no more
         */
        public record Erased(long erased, long removed) {

            /** Nothing was erased. */
            public static final Erased NONE = new Erased(0, 0);
        }

        /** An object of which nothing was erased. */
        public LedgerObject(String key, long rows, long length, String sha256) {
            this(key, rows, length, sha256, Erased.NONE, Optional.empty());
        }

        /** What is said of the object of that checksum: while an erasure is under way, two may stand. */
        public LedgerObject standingAs(String checksum) {
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

        /** What objects of the same rows in other formats share. */
        public String place() {
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

    /** What is wrong with the claim by itself; empty where nothing is. */
    public List<String> contradictions(List<String> formats) {
        List<String> wrong = new ArrayList<>();
        if (isAfter(firstSequence, lastSequence) || rows > records || records < 1) {
            wrong.add("it claims " + records + " records and " + rows + " rows from " + firstSequence + " to "
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
                wrong.add("it claims " + rows + " rows, but its objects hold " + landed + " as " + format + " and "
                        + rejects + " rejects");
            }
        }
        objects.stream()
                .filter(object -> !object.key().contains("/" + name() + "."))
                .forEach(object -> wrong.add("object " + object.key() + " has the name of another claim"));
        return wrong;
    }

    /** Whether a sequence number stands behind another one in a shard: both are decimals without leading zeros. */
    public static boolean isAfter(String sequence, String other) {
        return sequence.length() == other.length() ? sequence.compareTo(other) > 0 : sequence.length() > other.length();
    }
}
