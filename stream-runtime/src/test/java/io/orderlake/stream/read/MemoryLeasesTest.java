package io.orderlake.stream.read;

import io.orderlake.stream.Leases;
import io.orderlake.stream.LeasesContract;

class MemoryLeasesTest extends LeasesContract {

    private final Leases leases = new MemoryLeases(stream());

    @Override
    protected Leases leases() {
        return leases;
    }
}
