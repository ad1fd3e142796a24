package io.orderlake.launcher.verify;

import io.orderlake.launcher.lake.JsonLineReader;
import io.orderlake.launcher.lake.LakeObject;
import io.orderlake.launcher.verify.Evidence.Testimony;
import io.orderlake.launcher.verify.Evidence.Witness;
import io.orderlake.proof.NormalText;
import io.orderlake.proof.TableShape;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads what lies under {@code errors/}. */
final class RejectObjects {

    private static final JsonMapper JSON = new JsonMapper();

    private RejectObjects() {}

    /** Adds each reject; one whose table or key cannot be told belongs to no row, and is only counted. */
    static void read(List<TableShape> tables, List<LakeObject> objects, Evidence.Intake intake) {
        objects.forEach(object -> JsonLineReader.forEach(object, line -> intake.add(reject(tables, line))));
    }

    private static Testimony reject(List<TableShape> tables, JsonNode line) {
        String named = line.path("cdc_table").asString("");
        TableShape table = tables.stream()
                .filter(candidate -> candidate.name().equals(named))
                .findFirst()
                .orElse(null);
        String key = table == null ? "" : key(table, line.path("cdc_key"));
        return new Testimony(
                Witness.REJECT,
                table == null || key.isEmpty() ? "" : table.name(),
                key,
                line.path("cdc_position").asString(""),
                version(original(line)),
                "",
                line.path("cdc_event_id").asString(""),
                null,
                Map.of());
    }

    private static String key(TableShape table, JsonNode json) {
        Map<String, String> row = new HashMap<>();
        for (Map.Entry<String, JsonNode> column : parsed(json.asString("")).properties()) {
            row.put(column.getKey(), NormalText.of(table.typeOf(column.getKey()), LandedRow.plain(column.getValue())));
        }
        return row.isEmpty() ? "" : table.keyOf(row);
    }

    private static JsonNode original(JsonNode line) {
        try {
            return JSON.readTree(
                    Base64.getDecoder().decode(line.path("cdc_original").asString("")));
        } catch (JacksonException | IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }

    /** The version that the rejected change led to, where its DynamoDB images are whole enough to tell. */
    private static @Nullable Long version(JsonNode original) {
        boolean delete = original.path("eventName").asString("").equals("REMOVE");
        String image = delete ? "OldImage" : "NewImage";
        String digits =
                original.path("dynamodb").path(image).path("version").path("N").asString("");
        try {
            return Long.parseLong(digits) + (delete ? 1 : 0);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
