package io.orderlake.stream;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lease table of one service and stream. Every change is conditional; an empty result means that another
 * instance was faster. Only the epoch fences a former owner, so a call whose answer was lost may be repeated.
 */
public interface Leases {

    List<Lease> all();

    /** Adds a free lease for a shard that has none; an existing lease stays as it is. */
    void add(Shard shard);

    /** Takes the lease. Requires that owner, epoch and counter are as in {@code seen}; epoch and counter grow by one. */
    Optional<Lease> take(Lease seen, String owner);

    /** Renews the lease: the counter grows by one and {@code provenAt} is saved. Requires an unchanged owner and epoch. */
    Optional<Lease> renew(Lease held);

    /**
     * Moves the checkpoint, or marks the shard finished. Requires an unchanged owner and epoch; the counter may differ.
     *
     * @param held its {@code provenAt} is saved with the new checkpoint
     * @param sequence null keeps the checkpoint
     */
    Optional<Lease> checkpoint(Lease held, @Nullable String sequence, boolean finished);

    /** Gives the lease up, so that another instance may take it at once. */
    void release(Lease held);

    /** Sends the heartbeat of an instance; its count grows with each call. Live instances share the shards. */
    void beat(String instance);

    /** Removes the heartbeat of an instance that stops, so that its share is free for the others at once. */
    void leave(String instance);

    /** The latest heartbeat of each instance. */
    List<Beat> beats();

    /** A heartbeat. */
    record Beat(String instance, long count) {}
}
