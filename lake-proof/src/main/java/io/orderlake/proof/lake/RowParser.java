package io.orderlake.proof.lake;

import io.orderlake.proof.NormalText;
import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.lake.LandedRow.Erasure;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Parses lines of the lake value by value, and keeps only the fingerprint of a row's values. */
public final class RowParser {

    static final JsonMapper TREES = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, TableFingerprints> tables;

    /** @param tables by name in the lake */
    public RowParser(Map<String, TableFingerprints> tables) {
        this.tables = Map.copyOf(tables);
    }

    /**
     * The row of a line.
     *
     * @param table to which the object belongs
     * @throws IllegalArgumentException if the bytes are no row
     */
    public LandedRow row(String table, byte[] bytes, int from, int length) {
        RowBuilder row = new RowBuilder(fingerprints(table));
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, from, length)) {
            row.addAll(json);
            return row.build();
        } catch (JacksonException e) {
            throw unreadable("row", e);
        }
    }

    /**
     * The same from a row's values as plain text. Json columns and lists are JSON text; columns without a value are absent.
     *
     * @throws IllegalArgumentException if the values are no row
     */
    public LandedRow row(String table, Map<String, String> values) {
        RowBuilder row = new RowBuilder(fingerprints(table));
        try {
            values.forEach(row::add);
            return row.build();
        } catch (JacksonException e) {
            throw unreadable("row", e);
        }
    }

    private TableFingerprints fingerprints(String table) {
        TableFingerprints fingerprints = tables.get(table);
        if (fingerprints == null) {
            throw new IllegalArgumentException("Cannot read a row: no table is named \"" + table + "\"");
        }
        return fingerprints;
    }

    /** The message of the JSON parser would quote the line, which may contain values that a mask must hide. */
    private static IllegalArgumentException unreadable(String what, JacksonException e) {
        return new IllegalArgumentException("Cannot read a " + what + ": invalid JSON at column "
                + (e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
    }

    /** The reject of a line. */
    public LandedRow reject(byte[] bytes, int from, int length) {
        JsonNode line;
        try {
            line = TREES.readTree(bytes, from, length);
        } catch (JacksonException e) {
            throw unreadable("reject", e);
        }
        String table = text(line, "cdc_table");
        return new LandedRow(
                table,
                text(line, "cdc_event_id"),
                key(table, text(line, "cdc_key")),
                "",
                text(line, "cdc_position"),
                text(line, "cdc_source_shard"),
                line.path("cdc_lane").asInt(0),
                text(line, "cdc_sequence"),
                0,
                line.path("cdc_redriven").asBoolean(false),
                null,
                line.path("cdc_reject_stage").asString("?") + ": "
                        + line.path("cdc_reject_reason").asString("?"),
                line.path("cdc_erased").asBoolean(false) ? Erasure.VALUES : Erasure.NONE,
                LandedRow.Details.NONE);
    }

    private static String text(JsonNode line, String name) {
        return line.path(name).asString("");
    }

    private String key(String table, String json) {
        TableFingerprints fingerprints = tables.get(table);
        if (fingerprints == null || json.isEmpty()) {
            return "";
        }
        TableFingerprints.Sum sum = fingerprints.sum();
        try {
            TREES.readTree(json)
                    .properties()
                    .forEach(member -> sum.landed(member.getKey(), NormalText.json(member.getValue())));
        } catch (JacksonException e) {
            return "";
        }
        return sum.key();
    }
}
