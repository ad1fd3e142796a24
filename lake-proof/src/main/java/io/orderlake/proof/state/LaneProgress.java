package io.orderlake.proof.state;

/**
 * What has been told of one lane of a source shard. A lane keeps its order, so what stands between the two was told.
 *
 * @param first sequence of the first change since telling had to begin anew; empty before it
 * @param last sequence of the last change; empty before it
 */
public record LaneProgress(String first, String last) {

    static final LaneProgress NOTHING = new LaneProgress("", "");

    /** Whether a change has been told: the relay sends again what it cannot be sure of. */
    public boolean includes(String sequence) {
        return sequence.compareTo(last) <= 0;
    }

    /** After one more change. */
    public LaneProgress then(String sequence) {
        return new LaneProgress(first.isEmpty() ? sequence : first, sequence);
    }

    /** Behind changes that nobody can read any more; what was told stays told. */
    LaneProgress begunAnew() {
        return new LaneProgress("", last);
    }

    byte[] bytes() {
        return Fields.write(out -> {
            out.writeUTF(first);
            out.writeUTF(last);
        });
    }

    static LaneProgress of(byte[] bytes) {
        return Fields.read(bytes, in -> new LaneProgress(in.readUTF(), in.readUTF()));
    }
}
