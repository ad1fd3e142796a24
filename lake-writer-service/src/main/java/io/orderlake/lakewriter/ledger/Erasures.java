package io.orderlake.lakewriter.ledger;

import io.orderlake.contract.Person;
import io.orderlake.lakewriter.ledger.ClaimedObject.Rewritten;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger knows about erasures. An object is rewritten between {@link #intend} and {@link #settle}. In between, both
 * checksums are valid.
 */
public interface Erasures {

    /** The object's entry; empty where no claim that is done has one. */
    Optional<ClaimedObject> claimed(String key);

    /** Records the content that an object is about to get. False where its entry has changed. */
    boolean intend(ClaimedObject seen, Rewritten to);

    /** Records that an object has got the intended content. False where that was not intended. */
    boolean settle(ClaimedObject seen, Rewritten to);

    /** Records that the erasure of a person has begun, by a hash instead of the id. Returns the erasure's name. */
    String begin(Person person, Instant at);

    /** Adds to the counts of what the erasure has done. */
    void count(String erasure, Map<String, Long> done);

    /** Records that the erasure has ended, and what remained then. */
    void end(String erasure, Instant at, long remaining);
}
