package io.orderlake.proof.lake;

/** Reads the rows of landing objects of one format. */
public interface FormatReader {

    /** The format's name in keys of objects. */
    String format();

    /** The rows of an object; what cannot be read is listed, and the rest is read. */
    LandedLines read(String table, String key, byte[] object);
}
