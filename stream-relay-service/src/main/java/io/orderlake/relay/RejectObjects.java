package io.orderlake.relay;

import java.util.List;

/** The relay's view of the lake's bucket: originals that are too large for a stream, and rejects to send again. */
public interface RejectObjects {

    /** Keeps a change's bytes under its event id and says where they are; a second time changes nothing. */
    String keepOriginal(String eventId, byte[] json);

    /** The keys of all reject objects, in order. */
    List<String> keys();

    /** The lines of a reject object. */
    List<byte[]> lines(String key);
}
