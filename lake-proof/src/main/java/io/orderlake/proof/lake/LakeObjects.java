package io.orderlake.proof.lake;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the lake's bucket. */
public interface LakeObjects {

    /** An object as a listing shows it. */
    record Listed(String key, long size, String etag) {}

    /**
     * An object's current content.
     *
     * @param rowsDigest digest of its rows that the writer stored with it; empty if there is none
     * @param storedAt milliseconds when it was stored; 0 if that is not known
     */
    record Stored(byte[] bytes, String etag, String rowsDigest, long storedAt) {

        public Stored(byte[] bytes, String etag, String rowsDigest) {
            this(bytes, etag, rowsDigest, 0);
        }
    }

    /**
     * A page of a listing, sorted by key.
     *
     * @param next token of the next page; null after the last
     */
    record Page(List<Listed> objects, @Nullable String next) {}

    Page list(String prefix, @Nullable String from);

    /** Empty if the object is gone. */
    Optional<Stored> get(String key);
}
