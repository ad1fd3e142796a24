package io.orderlake.proof.lake;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lake's bucket, only read. */
public interface LakeObjects {

    /** An object as a listing shows it. */
    record Listed(String key, long size, String etag) {}

    /**
     * An object as it stands.
     *
     * @param rowsDigest what the writer says of its rows; empty where it says nothing
     * @param storedAt milliseconds when it was stored; 0 where that is not known
     */
    record Stored(byte[] bytes, String etag, String rowsDigest, long storedAt) {

        public Stored(byte[] bytes, String etag, String rowsDigest) {
            this(bytes, etag, rowsDigest, 0);
        }
    }

    /**
     * A page of a listing, sorted by key.
     *
     * @param next where the next page begins; null after the last
     */
    record Page(List<Listed> objects, @Nullable String next) {}

    Page list(String prefix, @Nullable String from);

    /** Empty where it is gone. */
    Optional<Stored> get(String key);
}
