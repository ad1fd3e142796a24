package io.orderlake.proof.state;

/**
 * Which changes of one lane of a source shard have been read. A lane keeps its order, so all changes between the two have been
 * read.
 *
 * @param first sequence of the first change since reading started or restarted; empty before it
 * @param last sequence of the last change; empty before it
 */
public record LaneProgress(String first, String last) {

    static final LaneProgress NOTHING = new LaneProgress("", "");

    /** Whether a change has been read: the relay may send a change more than once. */
    public boolean includes(String sequence) {
        return sequence.compareTo(last) <= 0;
    }

    /** After one more change. */
    public LaneProgress after(String sequence) {
        return new LaneProgress(first.isEmpty() ? sequence : first, sequence);
    }

    /** After a gap of unreadable changes; changes that were read before still count. */
    LaneProgress restarted() {
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
