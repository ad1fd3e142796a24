package io.orderlake.lakewriter.landing;

import io.orderlake.lakewriter.claim.Sha256;
import java.util.Optional;

/**
 * An object's content without a person.
 *
 * @param found how many of its rows or rejects named the person; where there is none, the content has not changed
 * @param rows how many rows or rejects are left
 * @param erased how many of those are marked as erased, for any person
 * @param rowsDigest of the lines that are left; empty for a format that does not store lines
 */
public record ErasedObject(byte[] bytes, int found, int rows, int erased, Optional<String> rowsDigest) {

    public String sha256() {
        return Sha256.hex(bytes);
    }
}
