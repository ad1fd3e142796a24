package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code -Dorderlake.write-templates=true} the published templates are written before they are compared. */
class TemplatesTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void thePublishedTemplatesAreThoseThatTheAppMakes(String environment) throws IOException {
        Path folder = Path.of("templates", environment);
        for (String stack : Synthesized.STACKS) {
            JsonNode made = Synthesized.of(environment).template(stack);
            Path published = folder.resolve(stack + ".json");
            if (Boolean.getBoolean("orderlake.write-templates")) {
                Files.createDirectories(folder);
                Files.writeString(
                        published,
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.convertValue(made, Object.class))
                                + "\n");
            }
            assertThat(Synthesized.read(published))
                    .as("%s; regenerate it with -Dorderlake.write-templates=true", published)
                    .isEqualTo(made);
        }
    }
}
