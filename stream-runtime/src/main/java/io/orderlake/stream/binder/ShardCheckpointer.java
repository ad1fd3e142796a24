package io.orderlake.stream.binder;

/**
 * Lets a consumer whose binding has checkpoint mode {@code manual} say what has become durable. In any other mode the whole
 * batch counts as durable when the function has returned and its output is published.
 */
@FunctionalInterface
public interface ShardCheckpointer {

    /** The message header that holds the checkpointer of a batch. */
    String HEADER = "orderlake_checkpointer";

    /** Everything through that sequence number is durable downstream. To be called while the batch is handled. */
    void durableThrough(String sequence);
}
