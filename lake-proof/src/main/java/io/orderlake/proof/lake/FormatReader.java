package io.orderlake.proof.lake;

/** Reads the rows of landing objects of one format. */
public interface FormatReader {

    /** The format's name in keys of objects. */
    String format();

    /** The rows of an object, and why some could not be read. */
    LandedLines read(String table, String key, byte[] object);
}
