package io.orderlake.relay;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The relay's view of the lake's bucket: originals that are too large for a stream, and rejects that can be sent again. */
public interface RejectStore {

    /** Stores a change's bytes under its event id and returns where they are. A repeated call changes nothing. */
    String keepOriginal(String eventId, byte[] json);

    /** The original at that pointer; empty where there is none, or where the pointer is not in the lake's bucket. */
    Optional<byte[]> original(String pointer);

    /** The keys after {@code after}, in order, of reject objects that were written before that time. Listed lazily. */
    Stream<String> keys(String after, Instant writtenBefore);

    /**
     * The lines of a reject object, read lazily. The caller closes the stream.
     *
     * @throws RejectObjectGone where it does not exist
     */
    Stream<byte[]> lines(String key);
}
