package io.orderlake.lakewriter.sink;

import java.util.Optional;
import java.util.stream.Stream;

/** The objects of the lake's bucket as they stand, to be searched and replaced. */
public interface StoredObjects {

    /** An older version of an object, or one of an object that was deleted. */
    record Version(String key, String id) {}

    /** What stands in an object's place when rows were erased. */
    record Replacement(byte[] bytes, int rows, int erased, Optional<String> rowsDigest) {}

    /** The keys of a prefix behind that one, in order; listed while they are taken. */
    Stream<String> keys(String prefix, String after);

    /** The object; empty where there is none. */
    Optional<StoredObject> read(String key);

    /** Puts the replacement under the object's key; false where another one stands there than was read. */
    boolean replace(StoredObject seen, Replacement with);

    /** All versions under a prefix but the current ones; empty where the store keeps or tells none. */
    Optional<Stream<Version>> olderVersions(String prefix);

    /** The bytes of a version; empty where it is gone. */
    Optional<byte[]> read(Version version);

    /** Removes a version for good. */
    void delete(Version version);
}
