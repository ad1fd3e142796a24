package io.orderlake.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each {@code golden/FORMAT/NAME.json} is a record of {@code order-changes}; {@code NAME.expected.json} is what it becomes.
 * A missing expectation is written and the test fails, so that somebody reads it before it holds.
 */
class GoldenFilesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String EXPECTED = ".expected.json";
    private static final JsonMapper PRETTY = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    static List<Path> records() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(EXPECTED))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void aRecordBecomesWhatIsExpected(Path file) throws IOException {
        List<String> outcomes = new TransformFixtures().outcomes(TransformFixtures.packed(0, Files.readString(file)));

        String pretty = outcomes.stream()
                .map(outcome -> PRETTY.writeValueAsString(PRETTY.readTree(outcome)))
                .reduce("", (all, one) -> all + one + "\n");
        Path expected = Path.of(file.toString().replace(".json", EXPECTED));
        if (!Files.exists(expected)) {
            Files.writeString(expected, pretty);
            throw new AssertionError(expected + " was missing and is written: read it, then run again");
        }
        assertThat(pretty).isEqualTo(Files.readString(expected));
    }
}
