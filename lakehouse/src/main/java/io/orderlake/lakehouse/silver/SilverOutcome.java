package io.orderlake.lakehouse.silver;

import java.util.Optional;

/**
 * What one run did to one table.
 *
 * @param keys how many keys had a change in what was read
 * @param whole whether all of bronze was read
 * @param through the snapshot of bronze that silver now contains; empty where bronze holds nothing
 */
public record SilverOutcome(String table, long keys, boolean whole, Optional<String> through) {

    static SilverOutcome nothingNew(String table, Optional<String> through) {
        return new SilverOutcome(table, 0, false, through);
    }
}
