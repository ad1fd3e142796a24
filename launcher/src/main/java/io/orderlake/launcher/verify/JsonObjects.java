package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.LandedObject;
import io.orderlake.launcher.verify.Evidence.Witness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads landing objects of JSON lines, and of rejects. */
final class JsonObjects {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonObjects() {}

    /** Adds each landed row. */
    static void read(TableShape table, List<LandedObject> objects, Evidence.Intake intake) {
        for (LandedObject object : objects) {
            forEachLine(object, line -> {
                Map<String, String> values = new HashMap<>();
                for (Map.Entry<String, JsonNode> member : line.properties()) {
                    if (!member.getValue().isNull()) {
                        values.put(member.getKey(), LandedRow.plain(member.getValue()));
                    }
                }
                intake.add(LandedRow.of(table, Witness.JSON, values, object.landedAt()));
            });
        }
    }

    /** Hands over each line of an object, unpacked where its name says that it is packed. */
    static void forEachLine(LandedObject object, Consumer<JsonNode> line) {
        try (InputStream file = Files.newInputStream(object.file());
                InputStream bytes = object.key().endsWith(".gz") ? new GZIPInputStream(file, 1 << 16) : file;
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line.accept(JSON.readTree(text));
            }
        } catch (IOException | JacksonException e) {
            throw new UserError("Cannot read object " + object.key() + ": " + e.getMessage(), e);
        }
    }
}
