package io.orderlake.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.event.ruler.Machine;

/**
 * Lets changes pass that match at least one of a table's EventBridge event patterns; without patterns all pass. Matching is
 * done by Event Ruler, the matcher of EventBridge itself.
 */
final class EventFilter {

    private static final int MAX_PATTERNS = 5;

    private final Machine machine = new Machine();

    /** @throws IllegalArgumentException where a pattern is not valid, or where there are more than five */
    EventFilter(String table, List<String> patterns) {
        if (patterns.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException("Cannot filter table " + table + ": expected at most " + MAX_PATTERNS
                    + " patterns but was " + patterns.size());
        }
        for (int i = 0; i < patterns.size(); i++) {
            add(table, "filter-" + i, patterns.get(i));
        }
    }

    boolean passes(DynamoChange change) {
        if (machine.isEmpty()) {
            return true;
        }
        try {
            return !machine.rulesForJSONEvent(new String(change.json(), StandardCharsets.UTF_8))
                    .isEmpty();
        } catch (Exception e) {
            // Ruler declares Exception; it throws for text that is not JSON, which DynamoChange has ruled out.
            throw new IllegalArgumentException("Cannot filter change " + change.eventId() + ": " + e.getMessage(), e);
        }
    }

    private void add(String table, String name, String pattern) {
        try {
            machine.addRule(name, pattern);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Cannot filter table " + table + ": expected an EventBridge event pattern but was " + pattern + " ("
                            + e.getMessage() + ")",
                    e);
        }
    }
}
