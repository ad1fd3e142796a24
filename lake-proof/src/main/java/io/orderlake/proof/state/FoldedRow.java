package io.orderlake.proof.state;

import io.orderlake.proof.RowFingerprint;

/**
 * The last state of a row, folded from its changes by position.
 *
 * @param witness who showed it
 * @param print what its columns were worth
 * @param changedAt the source's time of that change in milliseconds
 * @param landings numbers of the objects in which changes of the row stand, the latest ones last
 */
public record FoldedRow(
        String position, boolean delete, Witness witness, RowFingerprint print, long changedAt, long[] landings) {

    private static final int MAX_LANDINGS = 500;

    /** Who showed a row's last change. */
    public enum Witness {
        /** The lake, and the source said the same. */
        BOTH,
        /** The lake alone: the source's stream no longer holds the change. */
        LAKE,
        /** The source alone: the change is a reject, and the lake does not show the row as it is. */
        REJECT,
        /** The source alone: the change passes no filter of the table. */
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

    /** This state and the other's landings. */
    public FoldedRow landedIn(FoldedRow older, long object) {
        long[] before = older.landings;
        if (object < 0 || (before.length > 0 && before[before.length - 1] == object)) {
            return new FoldedRow(position, delete, witness, print, changedAt, before);
        }
        int kept = Math.min(before.length, MAX_LANDINGS - 1);
        long[] all = new long[kept + 1];
        System.arraycopy(before, before.length - kept, all, 0, kept);
        all[kept] = object;
        return new FoldedRow(position, delete, witness, print, changedAt, all);
    }

    byte[] bytes() {
        return Fields.write(out -> {
            out.writeUTF(position);
            out.writeBoolean(delete);
            out.writeByte(witness.ordinal());
            Fields.print(out, print);
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
            RowFingerprint print = Fields.print(in);
            long changedAt = in.readLong();
            long[] landings = new long[in.readShort()];
            for (int i = 0; i < landings.length; i++) {
                landings[i] = in.readLong();
            }
            return new FoldedRow(position, delete, witness, print, changedAt, landings);
        });
    }
}
