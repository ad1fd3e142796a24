package io.orderlake.simulation.aws;

import io.orderlake.stream.Lease;
import io.orderlake.stream.Leases;
import io.orderlake.stream.Shard;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A process's view of a lease table. */
public record LeaseCalls(Leasing table, Calls calls) implements Leases {

    @Override
    public List<Lease> all() {
        return calls.call(Op.LIST_LEASES, "", twist -> table.all());
    }

    @Override
    public void add(Shard shard) {
        calls.call(Op.ADD_LEASE, shard.id(), twist -> {
            table.add(shard);
            return true;
        });
    }

    @Override
    public Optional<Lease> take(Lease seen, String owner) {
        return calls.call(Op.TAKE_LEASE, seen.shardId(), twist -> table.take(seen, owner));
    }

    @Override
    public Optional<Lease> renew(Lease held) {
        return calls.call(Op.RENEW_LEASE, held.shardId(), twist -> table.renew(held));
    }

    @Override
    public Optional<Lease> checkpoint(Lease held, @Nullable String sequence, boolean finished) {
        String about = held.shardId() + " at " + sequence + (finished ? ", finished" : "");
        return calls.call(Op.CHECKPOINT, about, twist -> table.checkpoint(held, sequence, finished));
    }

    @Override
    public void release(Lease held) {
        calls.call(Op.RELEASE_LEASE, held.shardId(), twist -> table.release(held));
    }

    @Override
    public void beat(String instance) {
        calls.call(Op.BEAT, instance, twist -> table.beat(instance));
    }

    @Override
    public void leave(String instance) {
        calls.call(Op.LEAVE, instance, twist -> table.leave(instance));
    }

    @Override
    public List<Beat> beats() {
        return calls.call(Op.LIST_BEATS, "", twist -> table.beats());
    }
}
