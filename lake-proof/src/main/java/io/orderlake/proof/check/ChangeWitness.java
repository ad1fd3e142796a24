package io.orderlake.proof.check;

/** Reads the changes that must be in the lake, and stores them as expected changes. */
public interface ChangeWitness {

    /**
     * Reads each shard once.
     *
     * @return whether there may be more to read
     */
    boolean turn();

    /** Whether the source has any shard to read. */
    boolean hasShards();

    /** Milliseconds: every source shard is known of which a change passed the relay before then. */
    long listedAt();
}
