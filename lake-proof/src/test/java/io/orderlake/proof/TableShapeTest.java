package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.lake.RowParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TableShapeTest {

    private static final TableShape SINGLE = shape(List.of("a"));
    private static final TableShape COMPOSITE = shape(List.of("a", "b"));

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\u001f", "x\u001fy", "\u001e", "\u001e1", "\u001e0\u001f", "\u001f\u001e"})
    void aKeyGivesBackTheValuesOfItsColumnsWhateverTheyContain(String value) {
        assertThat(SINGLE.keyValues(SINGLE.keyOf(Map.of("a", value)))).containsExactly(value);
        assertThat(COMPOSITE.keyValues(COMPOSITE.keyOf(Map.of("a", value, "b", "2"))))
                .containsExactly(value, "2");
        assertThat(COMPOSITE.keyValues(COMPOSITE.keyOf(Map.of("a", "1", "b", value))))
                .containsExactly("1", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "x\u001fy", "\u001e"})
    void rowsRejectsAndItemsHaveTheSameCompositeKey(String value) {
        RowParser lake = new RowParser(Map.of("t", new TableFingerprints(COMPOSITE)));
        Map<String, String> row = Map.of("a", value, "b", "2");
        String json = JsonMapper.shared().writeValueAsString(row);
        byte[] reject =
                JsonMapper.shared().writeValueAsBytes(Map.of("cdc_table", "t", "cdc_event_id", "e", "cdc_key", json));

        assertThat(lake.row("t", row).key()).isEqualTo(COMPOSITE.keyOf(row));
        assertThat(lake.reject(reject, 0, reject.length).key()).isEqualTo(COMPOSITE.keyOf(row));
    }

    private static TableShape shape(List<String> key) {
        return new TableShape("t", "T", key, Map.of(), Map.of(), Set.of(), "", List.of());
    }
}
