package io.orderlake.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DynamoKeyTest {

    @Test
    void theAttributesStandByNameWithoutSpaces() {
        assertThat(text("{ \"sort\": {\"N\": \"1\"}, \"id\": {\"S\": \"a/\\u00fc\\\"\"} }"))
                .isEqualTo(text("{\"id\":{\"S\":\"a/ü\\\"\"},\"sort\":{\"N\":\"1\"}}"))
                .isEqualTo("{\"id\":{\"S\":\"a/ü\\\"\"},\"sort\":{\"N\":\"1\"}}");
        assertThat(text("{ \"id\" : {\"S\":\"a\"} }")).isEqualTo("{\"id\":{\"S\":\"a\"}}");
    }

    private static String text(String keys) {
        return DynamoKey.text(new JsonMapper().readTree(keys));
    }
}
