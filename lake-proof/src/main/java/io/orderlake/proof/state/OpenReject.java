package io.orderlake.proof.state;

/**
 * A change that was rejected and has not landed later.
 *
 * @param object that contains the reject
 * @param reason stage and reason
 */
public record OpenReject(Expected change, String object, String reason) {

    byte[] bytes() {
        byte[] expected = change.bytes();
        return Fields.write(out -> {
            out.writeInt(expected.length);
            out.write(expected);
            out.writeUTF(object);
            out.writeUTF(reason.length() > MAX_REASON_LENGTH ? reason.substring(0, MAX_REASON_LENGTH) : reason);
        });
    }

    private static final int MAX_REASON_LENGTH = 2_000;

    static OpenReject of(byte[] bytes) {
        return Fields.read(
                bytes, in -> new OpenReject(Expected.of(in.readNBytes(in.readInt())), in.readUTF(), in.readUTF()));
    }
}
