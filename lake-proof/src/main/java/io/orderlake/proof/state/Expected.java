package io.orderlake.proof.state;

import io.orderlake.proof.RowFingerprint;
import java.util.ArrayList;
import java.util.List;

/**
 * A change that the source reported and that must be in the lake exactly once.
 *
 * @param sourceShard with the name that all later stages use
 * @param lanes the lane in which it travels; two if the order of the key's attributes is not known
 * @param position that the lake must show
 * @param changedAt the source's time in milliseconds
 */
public record Expected(
        String eventId,
        String table,
        String key,
        String sourceShard,
        List<Integer> lanes,
        String position,
        long changedAt,
        boolean delete,
        RowFingerprint fingerprint) {

    public Expected {
        lanes = List.copyOf(lanes);
    }

    byte[] bytes() {
        return Fields.write(out -> {
            out.writeUTF(eventId);
            out.writeUTF(table);
            out.writeUTF(key);
            out.writeUTF(sourceShard);
            out.writeByte(lanes.size());
            for (int lane : lanes) {
                out.writeShort(lane);
            }
            out.writeUTF(position);
            out.writeLong(changedAt);
            out.writeBoolean(delete);
            Fields.fingerprint(out, fingerprint);
        });
    }

    static Expected of(byte[] bytes) {
        return Fields.read(bytes, in -> {
            String eventId = in.readUTF();
            String table = in.readUTF();
            String key = in.readUTF();
            String sourceShard = in.readUTF();
            List<Integer> lanes = new ArrayList<>();
            for (int left = in.readByte(); left > 0; left--) {
                lanes.add((int) in.readShort());
            }
            return new Expected(
                    eventId,
                    table,
                    key,
                    sourceShard,
                    lanes,
                    in.readUTF(),
                    in.readLong(),
                    in.readBoolean(),
                    Fields.fingerprint(in));
        });
    }
}
