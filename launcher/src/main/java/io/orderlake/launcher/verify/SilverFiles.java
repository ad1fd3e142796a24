package io.orderlake.launcher.verify;

import io.orderlake.launcher.verify.WorkDatabase.Intake;
import io.orderlake.launcher.verify.WorkDatabase.Side;
import io.orderlake.proof.NormalText;
import io.orderlake.proof.TableShape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the data files of a table of silver. */
final class SilverFiles {

    private static final String DELETED = "cdc_deleted";
    private static final String RESCUED = "cdc_rescued";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private SilverFiles() {}

    /** Adds each row. Whether it is a tombstone shows in one column and no other. */
    static void read(TableShape table, List<Path> files, Path work, Intake intake) {
        DuckDbRows.forEach("files of silver." + table.name(), files, Set.of(DELETED, RESCUED), work, (file, values) -> {
            Map<String, String> columns = columns(table, values);
            boolean tombstone = values.getOrDefault(DELETED, "false").equals("true");
            intake.add(tombstone ? Side.TOMBSTONE : Side.SILVER, table.name(), table.keyOf(columns), columns);
        });
    }

    /** Adds the keys of rows that have landed: each of them was at the source once. */
    static void readLanded(TableShape table, List<Path> objects, Path work, Intake intake) {
        DuckDbRows.forEach(
                "objects of " + table.name(),
                objects,
                Set.of(),
                work,
                (file, values) -> intake.add(Side.KNOWN, table.name(), table.keyOf(columns(table, values)), Map.of()));
    }

    private static Map<String, String> columns(TableShape table, Map<String, String> values) {
        Map<String, String> columns = new HashMap<>();
        values.forEach((name, value) -> {
            if (!name.startsWith("cdc_")) {
                columns.put(name, NormalText.of(table.typeOf(name), value));
            }
        });
        rescued(values.get(RESCUED)).forEach((name, value) -> {
            // An enrichment fills a column whose own value did not fit.
            if (!columns.containsKey(name) || table.derived().contains(name)) {
                columns.put(name, NormalText.of(table.typeOf(name), value));
            }
        });
        return columns;
    }

    private static Map<String, String> rescued(@Nullable String json) {
        Map<String, String> members = new HashMap<>();
        if (json != null) {
            try {
                for (Map.Entry<String, JsonNode> member : JSON.readTree(json).properties()) {
                    JsonNode value = member.getValue();
                    if (!value.isNull()) {
                        members.put(member.getKey(), value.isString() ? value.stringValue() : NormalText.json(value));
                    }
                }
            } catch (JacksonException e) {
                members.put(RESCUED, "no JSON");
            }
        }
        return members;
    }
}
