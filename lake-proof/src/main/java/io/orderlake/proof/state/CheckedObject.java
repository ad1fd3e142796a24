package io.orderlake.proof.state;

/**
 * An object that was compared with its claim.
 *
 * @param number identifies the object within the state, shorter than its key
 * @param etag at that time; empty if the object was gone
 * @param sha256 in the ledger at that time
 * @param since milliseconds of the oldest change in its claim
 */
public record CheckedObject(String claim, long number, String etag, long length, long rows, String sha256, long since) {

    byte[] bytes() {
        return Fields.write(out -> {
            out.writeUTF(claim);
            out.writeLong(number);
            out.writeUTF(etag);
            out.writeLong(length);
            out.writeLong(rows);
            out.writeUTF(sha256);
            out.writeLong(since);
        });
    }

    static CheckedObject of(byte[] bytes) {
        return Fields.read(
                bytes,
                in -> new CheckedObject(
                        in.readUTF(),
                        in.readLong(),
                        in.readUTF(),
                        in.readLong(),
                        in.readLong(),
                        in.readUTF(),
                        in.readLong()));
    }
}
