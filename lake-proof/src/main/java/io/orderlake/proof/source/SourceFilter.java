package io.orderlake.proof.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.event.ruler.Machine;

/** Tells by the matcher of EventBridge itself whether a change passes a table's filters. */
final class SourceFilter {

    private final Machine machine = new Machine();

    SourceFilter(List<String> patterns) {
        for (int i = 0; i < patterns.size(); i++) {
            try {
                machine.addRule("filter-" + i, patterns.get(i));
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "Cannot filter: expected an event pattern but was " + patterns.get(i), e);
            }
        }
    }

    boolean passesAll() {
        return machine.isEmpty();
    }

    /** @param to may lie behind the record's end, by what separates it from the next */
    boolean passes(byte[] body, int from, int to) {
        int end = to;
        while (body[end - 1] != '}') {
            end--;
        }
        String change = new String(body, from, end - from, StandardCharsets.UTF_8);
        try {
            return !machine.rulesForJSONEvent(change).isEmpty();
        } catch (Exception e) {
            // Ruler declares Exception; it throws for text that is no JSON object.
            throw new IllegalArgumentException("Cannot filter a change: " + e.getMessage(), e);
        }
    }
}
