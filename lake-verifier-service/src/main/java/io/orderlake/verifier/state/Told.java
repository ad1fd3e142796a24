package io.orderlake.verifier.state;

/**
 * What has been told of one lane of a source shard. A lane keeps its order, so what stands between the two was told.
 *
 * @param first sequence of the first change since telling had to begin anew; empty before it
 * @param last sequence of the last change; empty before it
 */
public record Told(String first, String last) {

    static final Told NOTHING = new Told("", "");

    /** Whether a change has been told: the relay sends again what it cannot be sure of. */
    public boolean includes(String sequence) {
        return sequence.compareTo(last) <= 0;
    }

    /** After one more change. */
    public Told then(String sequence) {
        return new Told(first.isEmpty() ? sequence : first, sequence);
    }

    /** Behind changes that nobody can read any more; what was told stays told. */
    Told begunAnew() {
        return new Told("", last);
    }

    byte[] bytes() {
        return Fields.write(out -> {
            out.writeUTF(first);
            out.writeUTF(last);
        });
    }

    static Told of(byte[] bytes) {
        return Fields.read(bytes, in -> new Told(in.readUTF(), in.readUTF()));
    }
}
