package io.orderlake.lakewriter.forget;

import io.orderlake.lakewriter.claim.Sha256;
import java.util.Optional;

/**
 * An object's content without a person.
 *
 * @param found how many of its rows or rejects named the person; with none, the content is what it was
 * @param rows how many are left
 * @param erased how many of those are marked as erased, for whichever person
 * @param rowsDigest of the lines that are left; empty for a format that has none
 */
record ErasedObject(byte[] bytes, int found, int rows, int erased, Optional<String> rowsDigest) {

    String sha256() {
        return Sha256.hex(bytes);
    }
}
