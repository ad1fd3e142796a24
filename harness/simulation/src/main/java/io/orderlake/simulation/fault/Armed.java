package io.orderlake.simulation.fault;

import io.orderlake.simulation.aws.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults of a history that wait for a call. */
public final class Armed {

    private final List<Fault.OnCall> faults;
    private final Tally tally;
    private final Map<String, Integer> calls = new HashMap<>();
    private boolean calm;

    public Armed(List<Fault.OnCall> faults, Tally tally) {
        this.faults = faults;
        this.tally = tally;
    }

    /** No call meets a fault any more. */
    public void calm() {
        calm = true;
    }

    public Tally tally() {
        return tally;
    }

    /** The fault that the service's next call of that kind meets. */
    Fault.@Nullable OnCall meet(Stage stage, Op op) {
        int nth = calls.merge(stage + "." + op, 1, Integer::sum);
        if (calm) {
            return null;
        }
        for (Fault.OnCall fault : faults) {
            if (fault.stage() == stage
                    && fault.op() == op
                    && nth >= fault.nth()
                    && nth < fault.nth() + repeats(fault)) {
                return fault;
            }
        }
        return null;
    }

    /** A refusal comes several times in a row; whatever else once. */
    private static long repeats(Fault.OnCall fault) {
        return switch (fault.kind()) {
            case PARTIAL_PUT, THROTTLING, S3_ERROR, LEDGER_CONFLICT -> Math.max(1, fault.amount());
            default -> 1;
        };
    }
}
