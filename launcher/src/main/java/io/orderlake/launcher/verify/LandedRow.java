package io.orderlake.launcher.verify;

import io.orderlake.launcher.verify.Evidence.Testimony;
import io.orderlake.launcher.verify.Evidence.Witness;
import io.orderlake.proof.NormalText;
import io.orderlake.proof.TableShape;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns a row as a landing object holds it into testimony. */
final class LandedRow {

    private static final String OWN = "cdc_";
    private static final String REJECTED_AS = "rejected_as:";
    private static final Pattern ERASED = Pattern.compile("\"erased(:cdc_rescued)?\"");
    private static final JsonMapper JSON = new JsonMapper();

    private LandedRow() {}

    /**
     * The object that a row stands in.
     *
     * @param mayBeErased whether the ledger declares that rows of it were erased
     */
    record Origin(Witness format, long landedAt, BooleanSupplier mayBeErased) {}

    /** The testimony of a row whose values are plain text, json columns as JSON text. */
    static Testimony of(TableShape table, Map<String, String> values, Origin origin) {
        Map<String, String> columns = new HashMap<>();
        if (ERASED.matcher(values.getOrDefault("cdc_quality", "")).find()
                && origin.mayBeErased().getAsBoolean()) {
            columns.put(RowAssembly.ERASED, "true");
        }
        values.forEach((name, value) -> {
            if (!name.startsWith(OWN)) {
                columns.put(name, NormalText.of(table.typeOf(name), value));
            }
        });
        rescued(table, values.get("cdc_rescued"))
                .forEach((name, value) -> columns.putIfAbsent(name, NormalText.of(table.typeOf(name), value)));
        String op = values.getOrDefault("cdc_op", "");
        return new Testimony(
                origin.format(),
                table.name(),
                table.keyOf(columns),
                values.getOrDefault("cdc_position", ""),
                version(columns.get("version")),
                op,
                values.getOrDefault("cdc_event_id", ""),
                op.equals("D") ? null : freshness(table, values, origin.landedAt()),
                columns);
    }

    /** What the row was rejected as before it was redriven, where that was under another event id. */
    static List<Testimony> rejectedAs(Map<String, String> values) {
        String quality = values.getOrDefault("cdc_quality", "");
        if (!quality.contains(REJECTED_AS)) {
            return List.of();
        }
        List<Testimony> redriven = new ArrayList<>();
        for (JsonNode flag : JSON.readTree(quality)) {
            String text = flag.asString("");
            if (text.startsWith(REJECTED_AS)) {
                String eventId = text.substring(REJECTED_AS.length());
                redriven.add(new Testimony(Witness.REDRIVE, "", "", "", null, "", eventId, null, Map.of()));
            }
        }
        return redriven;
    }

    private static Map<String, String> rescued(TableShape table, @Nullable String json) {
        Map<String, String> members = new HashMap<>();
        if (json == null) {
            return members;
        }
        try {
            for (Map.Entry<String, JsonNode> member : JSON.readTree(json).properties()) {
                members.put(member.getKey(), plain(member.getValue()));
            }
        } catch (JacksonException e) {
            members.put("cdc_rescued of " + table.name(), json);
        }
        return members;
    }

    /** A JSON value as its column's text would be: a string bare, anything else as JSON. */
    static String plain(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static @Nullable Long version(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Long freshness(TableShape table, Map<String, String> values, long landedAt) {
        String column = table.freshness().isEmpty() ? "cdc_changed_at" : table.freshness();
        try {
            String changedAt = values.get(column);
            return changedAt == null
                    ? null
                    : Long.valueOf(landedAt - Instant.parse(changedAt).toEpochMilli());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
