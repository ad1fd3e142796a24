package io.orderlake.launcher.lake;

import io.orderlake.launcher.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads objects that consist of JSON lines; numbers keep their exact value. */
public final class JsonLineReader {

    private static final int BUFFER = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonLineReader() {}

    /** Passes on each line of an object; decompresses objects whose key ends with {@code .gz}. */
    public static void forEach(LakeObject object, Consumer<JsonNode> line) {
        try (InputStream file = Files.newInputStream(object.file());
                InputStream bytes = object.key().endsWith(".gz") ? new GZIPInputStream(file, BUFFER) : file;
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line.accept(JSON.readTree(text));
            }
        } catch (IOException | JacksonException e) {
            throw new UserError("Cannot read object " + object.key() + ": " + e.getMessage(), e);
        }
    }
}
