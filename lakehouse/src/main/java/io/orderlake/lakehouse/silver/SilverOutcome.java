package io.orderlake.lakehouse.silver;

import java.util.Optional;

/**
 * What one run did to one table.
 *
 * @param keys number of keys with a change in the rows that were read
 * @param whole whether all of bronze was read
 * @param through the snapshot of bronze that silver now contains; empty if bronze is empty
 */
public record SilverOutcome(String table, long keys, boolean whole, Optional<String> through) {

    static SilverOutcome nothingNew(String table, Optional<String> through) {
        return new SilverOutcome(table, 0, false, through);
    }
}
