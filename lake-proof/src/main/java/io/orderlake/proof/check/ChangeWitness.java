package io.orderlake.proof.check;

/** Tells the changes that have to stand in the lake, and keeps them as expectations. */
public interface ChangeWitness {

    /**
     * Reads what there is, each shard once.
     *
     * @return whether more may be waiting
     */
    boolean turn();

    /** Whether any shard of the source is there to read. */
    boolean begun();

    /** Milliseconds: every source shard with a change that went on before then is known. */
    long listedAt();
}
