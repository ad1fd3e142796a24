package io.orderlake.orderwriter.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A journal read back, as an outsider would read it from its description. */
final class JournalLines {

    private static final Set<String> NUMBERS =
            Set.of("quantity", "price", "total", "created_at", "updated_at", "version");

    private final Map<String, List<Long>> acknowledged = new LinkedHashMap<>();
    private final Map<String, JsonNode> lastAck = new HashMap<>();
    private final Map<String, JsonNode> inDoubt = new HashMap<>();

    static JournalLines read(Path file) throws IOException {
        JournalLines lines = new JournalLines();
        for (String text : Files.readAllLines(file)) {
            try {
                lines.add(JsonMapper.shared().readTree(text));
            } catch (JacksonException torn) {
                assertThat(text).startsWith("{\"kind\":");
            }
        }
        return lines;
    }

    /** Acknowledged versions by order. */
    Map<String, List<Long>> acknowledged() {
        return acknowledged;
    }

    /** Intents without an ack, at most one for each order. */
    Map<String, JsonNode> inDoubt() {
        return inDoubt;
    }

    /** What the table must contain according to the acknowledgements. */
    Map<String, Map<String, AttributeValue>> standing() {
        Map<String, Map<String, AttributeValue>> standing = new HashMap<>();
        lastAck.forEach((id, ack) -> {
            if (ack.has("item")) {
                standing.put(id, attributes(ack.get("item")));
            }
        });
        return standing;
    }

    /** Each order is as in its last ack, or as in its intent without an ack, and there are no others. */
    void assertExplains(Map<String, Map<String, AttributeValue>> items) {
        Map<String, Map<String, AttributeValue>> standing = standing();
        Set<String> ids = new HashSet<>(items.keySet());
        ids.addAll(standing.keySet());
        for (String id : ids) {
            JsonNode doubt = inDoubt.get(id);
            boolean asAcknowledged = Objects.equals(items.get(id), standing.get(id));
            boolean asDoubted = doubt != null
                    && Objects.equals(items.get(id), doubt.has("item") ? attributes(doubt.get("item")) : null);
            assertThat(asAcknowledged || asDoubted)
                    .as("%s is as in the journal", id)
                    .isTrue();
        }
    }

    private void add(JsonNode line) {
        String id = line.get("order_id").asString();
        long version = line.get("version").asLong();
        if (line.get("kind").asString().equals("intent")) {
            assertThat(inDoubt.put(id, line))
                    .as("%s: an intent before the last ack", id)
                    .isNull();
            return;
        }
        assertThat(inDoubt.remove(id)).as("%s: an ack without intent", id).isNotNull();
        List<Long> versions = acknowledged.computeIfAbsent(id, first -> new ArrayList<>());
        assertThat(version).isEqualTo(versions.size() + 1);
        versions.add(version);
        lastAck.put(id, line);
    }

    private static Map<String, AttributeValue> attributes(JsonNode object) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        object.forEachEntry((name, value) -> {
            if (value.isObject()) {
                attributes.put(name, AttributeValue.fromM(attributes(value)));
            } else {
                String text = value.asString();
                attributes.put(name, NUMBERS.contains(name) ? AttributeValue.fromN(text) : AttributeValue.fromS(text));
            }
        });
        return attributes;
    }
}
