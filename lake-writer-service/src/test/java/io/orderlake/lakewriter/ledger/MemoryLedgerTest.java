package io.orderlake.lakewriter.ledger;

import io.orderlake.stream.Lease;

class MemoryLedgerTest extends LedgerContract {

    private final MemoryLedger ledger = new MemoryLedger();

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected void hold(Lease lease) {
        ledger.hold(lease);
    }
}
