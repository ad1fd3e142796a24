package io.orderlake.relay;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The relay's view of the lake's bucket: originals that are too large for a stream, and rejects to send again. */
public interface RejectStore {

    /** Keeps a change's bytes under its event id and says where they are; a second time changes nothing. */
    String keepOriginal(String eventId, byte[] json);

    /** The original at that place; empty where nothing stands there, or the place is not in the lake's bucket. */
    Optional<byte[]> original(String pointer);

    /** The keys behind that one, in order, of reject objects written before that time; listed while they are taken. */
    Stream<String> keys(String after, Instant writtenBefore);

    /**
     * The lines of a reject object, read while they are taken; to be closed.
     *
     * @throws RejectObjectGone where none stands there
     */
    Stream<byte[]> lines(String key);
}
