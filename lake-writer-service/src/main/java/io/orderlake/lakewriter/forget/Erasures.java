package io.orderlake.lakewriter.forget;

import io.orderlake.contract.Person;
import io.orderlake.lakewriter.forget.ClaimedObject.Rewritten;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger knows of erasures. An object is rewritten between {@link #intend} and {@link #settle}; in between either of
 * both checksums is right.
 */
interface Erasures {

    /** The object's entry; empty where no claim that is done has one. */
    Optional<ClaimedObject> claimed(String key);

    /** Says what an object is about to become; false where its entry is not what it was. */
    boolean intend(ClaimedObject seen, Rewritten to);

    /** Says that an object has become what was intended; false where that was not intended. */
    boolean settle(ClaimedObject seen, Rewritten to);

    /** Keeps that the erasure of a person was begun, with a hash in place of the id; gives the erasure's name. */
    String begin(Person person, Instant at);

    /** Adds to what the erasure has done. */
    void count(String erasure, Map<String, Long> done);

    /** Keeps that the erasure has come to its end, and what was left then. */
    void end(String erasure, Instant at, long remaining);
}
