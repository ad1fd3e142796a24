package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.verify.Evidence.Testimony;
import io.orderlake.launcher.verify.Evidence.Witness;
import io.orderlake.proof.ItemText;
import io.orderlake.proof.NormalText;
import io.orderlake.proof.TableShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The generator's journal, which no change stream ever passed. An {@code ack} says that a write was acknowledged; an
 * {@code intent} alone is a write in doubt, which may have happened.
 */
final class Journal {

    private static final JsonMapper JSON = new JsonMapper();

    private Journal() {}

    /** Adds every whole line; a line torn by a kill counts as not written. */
    static void read(Path file, TableShape orders, Evidence.Intake intake) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                parsed(line).ifPresent(write -> intake.add(testimony(orders, write)));
            }
        } catch (IOException e) {
            throw new UserError("Cannot read the journal " + file + ": " + e.getMessage(), e);
        }
    }

    private static Optional<JsonNode> parsed(String line) {
        try {
            return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Testimony testimony(TableShape orders, JsonNode write) {
        boolean acknowledged = write.path("kind").asString("").equals("ack");
        return new Testimony(
                acknowledged ? Witness.JOURNAL : Witness.INTENT,
                orders.name(),
                orders.keyOf(Map.of("order_id", write.path("order_id").asString(""))),
                "",
                write.path("version").asLong(),
                write.path("op").asString("").equals("delete") ? "D" : "U",
                "",
                null,
                acknowledged ? item(orders, write.path("item")) : Map.of());
    }

    private static Map<String, String> item(TableShape orders, JsonNode item) {
        Map<String, String> row = new HashMap<>();
        for (Map.Entry<String, JsonNode> attribute : item.properties()) {
            String name = attribute.getKey();
            JsonNode value = attribute.getValue();
            row.put(
                    name,
                    value.isObject() ? NormalText.json(value) : ItemText.scalar(orders.typeOf(name), value.asString()));
        }
        return row;
    }
}
