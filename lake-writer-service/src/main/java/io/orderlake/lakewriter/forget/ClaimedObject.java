package io.orderlake.lakewriter.forget;

import java.util.Optional;

/**
 * An object as the entry of its claim says.
 *
 * @param place where the entry stands
 * @param rows how many rows landed
 * @param sha256 of the object, in hexadecimal
 * @param intended what the object is about to become, where a rewriting was begun
 */
record ClaimedObject(Place place, String key, int rows, long length, String sha256, Optional<Rewritten> intended) {

    /** An entry of a claim's item. */
    record Place(String pk, String sk, int index) {}

    /**
     * The object once rows of it are erased.
     *
     * @param erased how many of its rows are marked as erased
     * @param removed how many rows that landed it no longer has
     */
    record Rewritten(long length, String sha256, int erased, int removed) {}
}
