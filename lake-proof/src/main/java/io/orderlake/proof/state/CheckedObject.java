package io.orderlake.proof.state;

/**
 * An object that was compared with its claim.
 *
 * @param number short name of the object in the state
 * @param etag as it stood then; empty where it was gone
 * @param sha256 as the ledger showed it then
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
