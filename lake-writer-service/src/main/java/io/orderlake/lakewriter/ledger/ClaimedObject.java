package io.orderlake.lakewriter.ledger;

import io.orderlake.lakewriter.landing.ObjectEntry;
import java.util.Optional;

/**
 * An object in the log of claims, while a person is erased from it.
 *
 * @param location where its entry is
 * @param entry how many rows landed, and which content the object has
 * @param intended the content that the object is about to get, where a rewrite has begun
 */
public record ClaimedObject(Location location, ObjectEntry entry, Optional<Rewritten> intended) {

    /** The entry of that index in a claim's item. */
    public record Location(String pk, String sk, int index) {}

    /**
     * The object after rows of it have been erased.
     *
     * @param erased how many of its rows are marked as erased
     * @param removed how many rows that landed it no longer has
     */
    public record Rewritten(long length, String sha256, int erased, int removed) {}

    public String key() {
        return entry.key();
    }
}
