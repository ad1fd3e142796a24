package io.orderlake.proof.state;

import io.orderlake.proof.RowFingerprint;

/**
 * The last state of a row, folded from its changes by position.
 *
 * @param witness who reported it
 * @param fingerprint of its columns
 * @param changedAt the source's time of that change in milliseconds
 * @param landings numbers of the objects that contain changes of the row, the latest last
 */
public record FoldedRow(
        String position, boolean delete, Witness witness, RowFingerprint fingerprint, long changedAt, long[] landings) {

    private static final int MAX_LANDINGS = 500;

    /** Who reported a row's last change. */
    public enum Witness {
        /** The lake and the source, with the same values. */
        BOTH,
        /** Only the lake: the source's stream no longer contains the change. */
        LAKE,
        /** Only the source: the change is a reject or was erased, so the lake does not show the row's values. */
        REJECT,
        /** Only the source: the change matches no filter of the table. */
        FILTERED
    }

    /** The state that a change led to. */
    public static FoldedRow after(Expected change, Witness witness, RowFingerprint fingerprint) {
        return new FoldedRow(change.position(), change.delete(), witness, fingerprint, change.changedAt(), new long[0]);
    }

    public FoldedRow {
        landings = landings.clone();
    }

    @Override
    public long[] landings() {
        return landings.clone();
    }

    /** This state with the landings of the older one and one more object; a negative number adds none. */
    public FoldedRow landedIn(FoldedRow older, long object) {
        long[] before = older.landings;
        if (object < 0 || (before.length > 0 && before[before.length - 1] == object)) {
            return new FoldedRow(position, delete, witness, fingerprint, changedAt, before);
        }
        int kept = Math.min(before.length, MAX_LANDINGS - 1);
        long[] all = new long[kept + 1];
        System.arraycopy(before, before.length - kept, all, 0, kept);
        all[kept] = object;
        return new FoldedRow(position, delete, witness, fingerprint, changedAt, all);
    }

    byte[] bytes() {
        return Fields.write(out -> {
            out.writeUTF(position);
            out.writeBoolean(delete);
            out.writeByte(witness.ordinal());
            Fields.fingerprint(out, fingerprint);
            out.writeLong(changedAt);
            out.writeShort(landings.length);
            for (long landing : landings) {
                out.writeLong(landing);
            }
        });
    }

    static FoldedRow of(byte[] bytes) {
        return Fields.read(bytes, in -> {
            String position = in.readUTF();
            boolean delete = in.readBoolean();
            Witness witness = Witness.values()[in.readByte()];
            RowFingerprint fingerprint = Fields.fingerprint(in);
            long changedAt = in.readLong();
            long[] landings = new long[in.readShort()];
            for (int i = 0; i < landings.length; i++) {
                landings[i] = in.readLong();
            }
            return new FoldedRow(position, delete, witness, fingerprint, changedAt, landings);
        });
    }
}
