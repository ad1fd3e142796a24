package io.orderlake.transformer;

/** Where originals go that are too large for a stream record. */
@FunctionalInterface
public interface Oversize {

    /** Keeps the bytes under the event id, durably when it returns; keeping them again changes nothing. Returns where. */
    String keep(String eventId, byte[] original);
}
