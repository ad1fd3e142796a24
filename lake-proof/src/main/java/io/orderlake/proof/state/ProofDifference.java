package io.orderlake.proof.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A way in which source, lake, ledger and table disagree.
 *
 * @param key of the row; empty if the difference concerns no single row
 * @param since milliseconds of the oldest change that it concerns: nothing from then on is proven
 * @param foundAt milliseconds when it was first found
 */
public record ProofDifference(
        Kind kind,
        String table,
        String key,
        String eventId,
        String object,
        String claim,
        long since,
        long foundAt,
        String sentence) {

    /** What is wrong. */
    public enum Kind {
        /**
         * A change of the source that has not landed although a later one of its lane has, or a row that an object has lost.
         */
        MISSING,
        /** A change that is in the lake more than once. */
        DUPLICATED,
        /** A row that has other values than its change. */
        ALTERED,
        /** A row that has the values of an older version, or a table's row that changed without a change in the lake. */
        STALE,
        /** A row of a change that the source never reported, or a row that the table does not have. */
        EXTRA,
        /** A row that landed after a later one of its lane. */
        OUT_OF_ORDER,
        /** An object that the ledger names and the bucket does not contain. */
        OBJECT_GONE,
        /** An object whose length or checksum differs from the ledger. */
        OBJECT_ALTERED,
        /** An object that no claim names. */
        OBJECT_UNCLAIMED,
        /** A claim that contradicts itself, its neighbours, its head or its plan, or that was changed. */
        CLAIM_FORGED;

        /** The name in JSON and in metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** This difference with the earlier times, if it was found before. */
    ProofDifference foundBefore(List<ProofDifference> before) {
        return before.stream()
                .filter(other -> other.kind == kind && other.eventId.equals(eventId) && other.object.equals(object))
                .findFirst()
                .map(other -> new ProofDifference(
                        kind,
                        table,
                        key,
                        eventId,
                        object,
                        claim,
                        Math.min(since, other.since),
                        other.foundAt,
                        sentence))
                .orElse(this);
    }

    static byte[] bytes(List<ProofDifference> all) {
        return Fields.write(out -> {
            out.writeInt(all.size());
            for (ProofDifference one : all) {
                out.writeByte(one.kind.ordinal());
                out.writeUTF(one.table);
                out.writeUTF(one.key);
                out.writeUTF(one.eventId);
                out.writeUTF(one.object);
                out.writeUTF(one.claim);
                out.writeLong(one.since);
                out.writeLong(one.foundAt);
                out.writeUTF(one.sentence);
            }
        });
    }

    static List<ProofDifference> of(byte[] bytes) {
        return Fields.read(bytes, in -> {
            List<ProofDifference> all = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                all.add(new ProofDifference(
                        Kind.values()[in.readByte()],
                        in.readUTF(),
                        in.readUTF(),
                        in.readUTF(),
                        in.readUTF(),
                        in.readUTF(),
                        in.readLong(),
                        in.readLong(),
                        in.readUTF()));
            }
            return all;
        });
    }
}
