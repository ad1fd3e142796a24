package io.orderlake.lakewriter.bronze;

import io.orderlake.lakewriter.ledger.DoneClaim;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a table follows the claims of each shard of {@code order-events}. Stored in the table's properties, which are kept
 * longer than its snapshots. Pure.
 */
record Pointers(Map<String, Mark> marks) {

    /** A property for each shard begins with this. */
    static final String PREFIX = "orderlake.through.";

    /** A table that follows nothing yet. */
    static final Pointers NONE = new Pointers(Map.of());

    private static final Pattern MARK = Pattern.compile("(\\d+)@(\\d+)");

    Pointers {
        marks = Map.copyOf(marks);
    }

    /**
     * The last claim whose rows the table has.
     *
     * @param lastSequence distinguishes the claim from that of the same number in another ledger
     */
    record Mark(long number, String lastSequence) {
        static Mark of(DoneClaim claim) {
            return new Mark(claim.number(), claim.claim().lastSequence());
        }
    }

    /** @throws IllegalArgumentException where one of these properties cannot be parsed */
    static Pointers of(Map<String, String> properties) {
        Map<String, Mark> marks = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                marks.put(key.substring(PREFIX.length()), mark(key, value));
            }
        });
        return new Pointers(marks);
    }

    private static Mark mark(String key, String value) {
        Matcher mark = MARK.matcher(value);
        if (!mark.matches()) {
            throw new IllegalArgumentException("Cannot read table property " + key
                    + ": expected <claim>@<last sequence number> but was \"" + value + "\"");
        }
        return new Mark(Long.parseLong(mark.group(1)), mark.group(2));
    }

    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        marks.forEach((shard, mark) -> properties.put(PREFIX + shard, mark.number() + "@" + mark.lastSequence()));
        return properties;
    }

    /** Number of the last claim followed; 0 before the first. */
    long number(String shard) {
        Mark mark = marks.get(shard);
        return mark == null ? 0 : mark.number();
    }

    /** The pointers after these claims. They never move backwards. */
    Pointers movedThrough(Collection<DoneClaim> claims) {
        Map<String, Mark> moved = new TreeMap<>(marks);
        claims.forEach(claim -> moved.merge(claim.shardId(), Mark.of(claim), Pointers::further));
        return new Pointers(moved);
    }

    /** The further pointer of each shard. */
    Pointers furthest(Pointers other) {
        Map<String, Mark> furthest = new TreeMap<>(marks);
        other.marks.forEach((shard, mark) -> furthest.merge(shard, mark, Pointers::further));
        return new Pointers(furthest);
    }

    /** How many claims lie between the other ones and these. */
    long ahead(Pointers of) {
        return marks.keySet().stream()
                .mapToLong(shard -> Math.max(0, number(shard) - of.number(shard)))
                .sum();
    }

    private static Mark further(Mark a, Mark b) {
        return a.number() >= b.number() ? a : b;
    }
}
