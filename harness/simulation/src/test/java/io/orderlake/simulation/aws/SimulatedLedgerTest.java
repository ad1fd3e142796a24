package io.orderlake.simulation.aws;

import io.orderlake.lakewriter.ledger.Ledger;
import io.orderlake.lakewriter.ledger.LedgerContract;
import io.orderlake.stream.Lease;
import io.orderlake.stream.Shard;

class SimulatedLedgerTest extends LedgerContract {

    private final Leasing leases = new Leasing("order-events");
    private final LedgerCalls ledger = new LedgerCalls(new SimulatedLedger(leases), Calls.DIRECT);

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected void hold(Lease lease) {
        leases.add(new Shard(lease.shardId(), lease.parents()));
        while (leases.of(lease.shardId()).orElseThrow().epoch() < lease.epoch()) {
            leases.take(leases.of(lease.shardId()).orElseThrow(), String.valueOf(lease.owner()));
        }
    }
}
