package io.orderlake.simulation.fault;

import io.orderlake.simulation.aws.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults of a history that happen at a certain call. */
public final class ArmedFaults {

    private final List<PlannedFault.OnCall> faults;
    private final FaultCounts faultCounts;
    private final Map<String, Integer> calls = new HashMap<>();
    private boolean ended;

    public ArmedFaults(List<PlannedFault.OnCall> faults, FaultCounts faultCounts) {
        this.faults = faults;
        this.faultCounts = faultCounts;
    }

    /** From now on no call has a fault. */
    public void endFaults() {
        ended = true;
    }

    public FaultCounts faultCounts() {
        return faultCounts;
    }

    /** The fault of the service's next call of that kind; null if there is none. */
    PlannedFault.@Nullable OnCall faultFor(Stage stage, Op op) {
        int nth = calls.merge(stage + "." + op, 1, Integer::sum);
        if (ended) {
            return null;
        }
        for (PlannedFault.OnCall fault : faults) {
            if (fault.stage() == stage
                    && fault.op() == op
                    && nth >= fault.nth()
                    && nth < fault.nth() + repeats(fault)) {
                return fault;
            }
        }
        return null;
    }

    /** A refusal happens several times in a row; every other fault happens once. */
    private static long repeats(PlannedFault.OnCall fault) {
        return switch (fault.kind()) {
            case PARTIAL_PUT, THROTTLING, S3_ERROR, LEDGER_CONFLICT -> Math.max(1, fault.amount());
            default -> 1;
        };
    }
}
