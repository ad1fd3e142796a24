package io.orderlake.relay;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a redrive did.
 *
 * @param objects reject objects of which something was sent now
 * @param rejects rejects that were sent again
 * @param open rejects that cannot be sent now and stay open, by reason
 * @param next the query that continues where this one stopped; null where all objects were read
 */
public record RedriveOutcome(
        int objects,
        int rejects,
        Map<String, Integer> open,
        @Nullable String next) {

    public RedriveOutcome {
        open = Map.copyOf(open);
    }

    static final RedriveOutcome NOTHING = new RedriveOutcome(0, 0, Map.of(), null);

    RedriveOutcome plus(int sent, Map<String, Integer> left) {
        Map<String, Integer> sum = new TreeMap<>(open);
        left.forEach((reason, count) -> sum.merge(reason, count, Integer::sum));
        return new RedriveOutcome(objects + (sent > 0 ? 1 : 0), rejects + sent, sum, next);
    }

    RedriveOutcome goingOn(String query) {
        return new RedriveOutcome(objects, rejects, open, query);
    }
}
