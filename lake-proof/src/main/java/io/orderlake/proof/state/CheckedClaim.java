package io.orderlake.proof.state;

/**
 * A claim that was compared with its objects.
 *
 * @param fingerprint of the item in the ledger, when it was first compared
 * @param since milliseconds of its oldest change
 */
public record CheckedClaim(long fingerprint, String lastSequence, long since, String claimedAt, String doneAt) {

    byte[] bytes() {
        return Fields.write(out -> {
            out.writeLong(fingerprint);
            out.writeUTF(lastSequence);
            out.writeLong(since);
            out.writeUTF(claimedAt);
            out.writeUTF(doneAt);
        });
    }

    static CheckedClaim of(byte[] bytes) {
        return Fields.read(
                bytes, in -> new CheckedClaim(in.readLong(), in.readUTF(), in.readLong(), in.readUTF(), in.readUTF()));
    }
}
