package io.orderlake.verifier.state;

/**
 * How far a shard of the change stream has been read.
 *
 * @param last sequence of the last record that was read; empty before it
 * @param finished whether it has been read to its end
 */
public record StreamPlace(String last, boolean finished) {

    /** Before the first record. */
    public static final StreamPlace BEGINNING = new StreamPlace("", false);

    byte[] bytes() {
        return Fields.write(out -> {
            out.writeUTF(last);
            out.writeBoolean(finished);
        });
    }

    static StreamPlace of(byte[] bytes) {
        return Fields.read(bytes, in -> new StreamPlace(in.readUTF(), in.readBoolean()));
    }
}
