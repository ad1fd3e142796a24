package io.orderlake.proof.state;

/**
 * How far a shard of the change stream has been read.
 *
 * @param last sequence of the last record that was read; empty before it
 * @param finished whether it has been read to its end
 */
public record StreamProgress(String last, boolean finished) {

    /** Before the first record. */
    public static final StreamProgress BEGINNING = new StreamProgress("", false);

    byte[] bytes() {
        return Fields.write(out -> {
            out.writeUTF(last);
            out.writeBoolean(finished);
        });
    }

    static StreamProgress of(byte[] bytes) {
        return Fields.read(bytes, in -> new StreamProgress(in.readUTF(), in.readBoolean()));
    }
}
