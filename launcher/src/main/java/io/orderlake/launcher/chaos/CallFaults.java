package io.orderlake.launcher.chaos;

import io.orderlake.launcher.fleet.Sleep;
import io.orderlake.localaws.LocalAwsAdmin;
import io.orderlake.localaws.faults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The faults of AWS calls in force. To end one, all are ended, which tells their counts, and the others begin anew. */
final class CallFaults {

    private final LocalAwsAdmin admin;
    private final Tally tally;
    private final List<Fault> inForce = new ArrayList<>();

    CallFaults(LocalAwsAdmin admin, Tally tally) {
        this.admin = admin;
        this.tally = tally;
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
        admin.clearFaults().forEach(tally::add);
        inForce.forEach(admin::inject);
    }
}
