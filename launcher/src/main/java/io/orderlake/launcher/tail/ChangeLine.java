package io.orderlake.launcher.tail;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record of {@code order-events} as one line of text. */
final class ChangeLine {

    private static final JsonMapper JSON = new JsonMapper();

    private ChangeLine() {}

    /** The line; null where the change is of another table. */
    static @Nullable String of(byte[] data, @Nullable String table) {
        JsonNode change;
        try {
            change = JSON.readTree(data);
        } catch (JacksonException e) {
            return table == null ? "(not JSON: " + data.length + " bytes)" : null;
        }
        String of = change.path("cdc_table").asString("?");
        if (table != null && !table.equals(of)) {
            return null;
        }
        String key = JSON.readTree(change.path("cdc_key").asString("{}")).properties().stream()
                .map(column -> column.getValue().asString(""))
                .collect(Collectors.joining("/"));
        return change.has("cdc_reject_stage")
                ? line(change.path("cdc_rejected_at"), "REJECT", of, key, reason(change))
                : line(change.path("cdc_transformed_at"), op(change), of, key, changedColumns(change));
    }

    private static String line(JsonNode time, String op, String table, String key, String detail) {
        return String.format(Locale.ROOT, "%-24s  %-6s  %-12s  %s  %s", time.asString("-"), op, table, key, detail)
                .stripTrailing();
    }

    private static String op(JsonNode change) {
        return switch (change.path("cdc_op").asString("")) {
            case "I" -> "INSERT";
            case "U" -> "UPDATE";
            case "D" -> "DELETE";
            case "R" -> "READ";
            default -> "?";
        };
    }

    private static String reason(JsonNode change) {
        return change.path("cdc_reject_stage").asString("") + ": "
                + change.path("cdc_reject_reason").asString("");
    }

    private static String changedColumns(JsonNode change) {
        return change.path("cdc_changed_columns").values().stream()
                .map(column -> column.asString("") + "="
                        + change.path(column.asString("")).asString(""))
                .collect(Collectors.joining(" "));
    }
}
