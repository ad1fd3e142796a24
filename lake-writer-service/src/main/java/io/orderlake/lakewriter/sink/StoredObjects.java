package io.orderlake.lakewriter.sink;

import java.util.Optional;
import java.util.stream.Stream;

/** The current objects of the lake's bucket. They can be searched and replaced. */
public interface StoredObjects {

    /** An older version of an object, or one of an object that was deleted. */
    record Version(String key, String id) {}

    /** The content of an object after rows were erased from it. */
    record Replacement(byte[] bytes, int rows, int erased, Optional<String> rowsDigest) {}

    /** The keys of a prefix after {@code after}, in order. Lists lazily. */
    Stream<String> keys(String prefix, String after);

    /** The object; empty where there is none. */
    Optional<StoredObject> read(String key);

    /** Puts the replacement under the object's key. False where the object has changed since it was read. */
    boolean replace(StoredObject seen, Replacement with);

    /** All versions under a prefix except the current ones; empty where the store does not support versions. */
    Optional<Stream<Version>> olderVersions(String prefix);

    /** The bytes of a version; empty where it no longer exists. */
    Optional<byte[]> read(Version version);

    /** Removes a version permanently. */
    void delete(Version version);
}
