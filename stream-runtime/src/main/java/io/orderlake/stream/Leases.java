package io.orderlake.stream;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lease table of one service and stream. Every change is conditional; an empty answer means that somebody else was
 * faster. The epoch alone fences a former owner, so that a call may be repeated whose answer was lost.
 */
public interface Leases {

    List<Lease> all();

    /** Adds a free lease for a shard that has none; an existing one is left alone. */
    void add(Shard shard);

    /** Takes the lease, needs owner, epoch and counter to stand as seen: epoch and counter grow by one. */
    Optional<Lease> take(Lease seen, String owner);

    /** Renews: the counter grows by one, and {@code provenAt} becomes that of {@code held}; needs owner and epoch to stand. */
    Optional<Lease> renew(Lease held);

    /**
     * Moves the checkpoint, or marks the shard finished; needs owner and epoch to stand, not the counter.
     *
     * @param held its {@code provenAt} is kept with the new checkpoint
     * @param sequence null leaves the checkpoint where it is
     */
    Optional<Lease> checkpoint(Lease held, @Nullable String sequence, boolean finished);

    /** Gives the lease up, so that another instance may take it at once. */
    void release(Lease held);

    /** Says that an instance is alive; its beat grows with each call. Presence decides each instance's fair share. */
    void beat(String instance);

    /** Says that an instance is gone, so that its share is free for the others at once. */
    void leave(String instance);

    /** The latest beat of each instance. */
    List<Beat> beats();

    /** A sign of life. */
    record Beat(String instance, long count) {}
}
