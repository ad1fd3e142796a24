package io.orderlake.chaos;

import io.orderlake.launcher.fleet.Sleep;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faulty.FaultAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults of AWS calls in force. local AWS can only end all faults at once, and then reports their counts: so to end
 * one, all are ended and the others are injected again.
 */
final class CallFaults {

    private final FaultAdmin admin;
    private final EventCounts counts;
    private final List<Fault> inForce = new ArrayList<>();

    CallFaults(FaultAdmin admin, EventCounts counts) {
        this.admin = admin;
        this.counts = counts;
    }

    /** Returns when it is over. */
    void disturb(Fault fault, Duration length) {
        begin(fault);
        Sleep.lasting(length);
        end(fault);
    }

    private synchronized void begin(Fault fault) {
        inForce.add(fault);
        admin.inject(fault);
    }

    private synchronized void end(Fault fault) {
        inForce.remove(fault);
        admin.clearFaults().forEach(counts::add);
        inForce.forEach(admin::inject);
    }
}
