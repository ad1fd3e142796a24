package io.orderlake.proof.state;

/**
 * A change that lies among the rejects and has not landed since.
 *
 * @param object where it lies
 * @param reason stage and reason
 */
public record OpenReject(Expected change, String object, String reason) {

    byte[] bytes() {
        byte[] expected = change.bytes();
        return Fields.write(out -> {
            out.writeInt(expected.length);
            out.write(expected);
            out.writeUTF(object);
            out.writeUTF(reason.length() > MOST ? reason.substring(0, MOST) : reason);
        });
    }

    private static final int MOST = 2_000;

    static OpenReject of(byte[] bytes) {
        return Fields.read(
                bytes, in -> new OpenReject(Expected.of(in.readNBytes(in.readInt())), in.readUTF(), in.readUTF()));
    }
}
