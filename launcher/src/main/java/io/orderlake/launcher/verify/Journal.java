package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.verify.Evidence.Testimony;
import io.orderlake.launcher.verify.Evidence.Witness;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The generator's journal of acknowledged writes, which no change stream ever passed. */
final class Journal {

    private static final JsonMapper JSON = new JsonMapper();

    private Journal() {}

    /** Each line is a write; the last may be torn by a crash, then it was not acknowledged. */
    static void read(Path file, TableShape orders, Evidence.Intake intake) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String next = line;
                try {
                    intake.add(write(orders, JSON.readTree(next)));
                } catch (JacksonException e) {
                    if (lines.readLine() != null) {
                        throw new UserError("Cannot read the journal " + file + ": \"" + next + "\" is no JSON", e);
                    }
                }
            }
        } catch (IOException e) {
            throw new UserError("Cannot read the journal " + file + ": " + e.getMessage(), e);
        }
    }

    private static Testimony write(TableShape orders, JsonNode line) {
        String op = line.path("op").asString("").equalsIgnoreCase("delete") ? "D" : "U";
        String key = orders.keyOf(Map.of("order_id", line.path("order_id").asString()));
        long version = line.path("version").asLong();
        return new Testimony(Witness.JOURNAL, orders.name(), key, "", version, op, "", null, Map.of());
    }
}
