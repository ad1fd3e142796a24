package io.orderlake.simulation.aws;

import io.orderlake.stream.Leases;
import io.orderlake.stream.LeasesContract;

class LeasingTest extends LeasesContract {

    private final LeaseCalls leases = new LeaseCalls(new Leasing("order-changes"), Calls.DIRECT);

    @Override
    protected Leases leases() {
        return leases;
    }
}
