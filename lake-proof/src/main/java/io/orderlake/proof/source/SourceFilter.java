package io.orderlake.proof.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.event.ruler.Machine;

/** Decides with EventBridge's own matcher whether a change matches a table's filters. */
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

    /** @param to may be after the record's end, by the separator before the next record */
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
