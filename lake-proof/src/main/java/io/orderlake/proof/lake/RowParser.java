package io.orderlake.proof.lake;

import io.orderlake.proof.NormalText;
import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.lake.LandedRow.Erasure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads lines of the lake value by value; nothing is built of a row but its print. */
public final class RowParser {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper TREES = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Map<String, TableFingerprints> tables;

    /** @param tables by name in the lake */
    public RowParser(Map<String, TableFingerprints> tables) {
        this.tables = Map.copyOf(tables);
    }

    /**
     * The row of a line.
     *
     * @param table to which the object belongs
     * @throws IllegalArgumentException where the bytes are no row
     */
    public LandedRow row(String table, byte[] bytes, int from, int length) {
        TableFingerprints prints = tables.get(table);
        if (prints == null) {
            throw new IllegalArgumentException("Cannot read a row: no table is named \"" + table + "\"");
        }
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, from, length)) {
            return new Reading(prints).row(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Cannot read a row: " + e.getOriginalMessage(), e);
        }
    }

    /** The reject of a line. */
    public LandedRow reject(byte[] bytes, int from, int length) {
        JsonNode line;
        try {
            line = TREES.readTree(bytes, from, length);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Cannot read a reject: " + e.getOriginalMessage(), e);
        }
        String table = line.path("cdc_table").asString("");
        return new LandedRow(
                table,
                line.path("cdc_event_id").asString(""),
                key(table, line.path("cdc_key").asString("")),
                "",
                line.path("cdc_position").asString(""),
                line.path("cdc_source_shard").asString(""),
                line.path("cdc_lane").asInt(0),
                line.path("cdc_sequence").asString(""),
                0,
                line.path("cdc_redriven").asBoolean(false),
                null,
                line.path("cdc_reject_stage").asString("?") + ": "
                        + line.path("cdc_reject_reason").asString("?"),
                line.path("cdc_erased").asBoolean(false) ? Erasure.VALUES : Erasure.NONE);
    }

    private String key(String table, String json) {
        TableFingerprints prints = tables.get(table);
        if (prints == null || json.isEmpty()) {
            return "";
        }
        TableFingerprints.Sum sum = prints.sum();
        try {
            TREES.readTree(json)
                    .properties()
                    .forEach(member -> sum.landed(
                            member.getKey(),
                            member.getValue().isString()
                                    ? member.getValue().stringValue()
                                    : member.getValue().toString()));
        } catch (JacksonException e) {
            return "";
        }
        return sum.key();
    }

    private static final class Reading {
        private final TableFingerprints prints;
        private final TableFingerprints.Sum sum;
        private final Map<String, String> own = new HashMap<>();
        private boolean redriven;
        private Erasure erasure = Erasure.NONE;
        private int lane;

        Reading(TableFingerprints prints) {
            this.prints = prints;
            this.sum = prints.sum();
        }

        LandedRow row(JsonParser json) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("Cannot read a row: expected a JSON object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.startsWith("cdc_")) {
                    own(json, name, value);
                } else if (value != JsonToken.VALUE_NULL) {
                    column(json, name, value);
                }
            }
            return row();
        }

        private void column(JsonParser json, String name, JsonToken value) {
            if (value == JsonToken.VALUE_STRING) {
                sum.landed(name, json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
            } else {
                sum.landed(name, json.getString());
            }
        }

        private void own(JsonParser json, String name, JsonToken value) {
            switch (name) {
                case "cdc_op",
                        "cdc_event_id",
                        "cdc_position",
                        "cdc_sequence",
                        "cdc_source_shard",
                        "cdc_changed_at",
                        "cdc_table" -> own.put(name, json.getString());
                case "cdc_lane" -> lane = json.getIntValue();
                case "cdc_redriven" -> redriven = value == JsonToken.VALUE_TRUE;
                case "cdc_quality" -> flags(json, value);
                case "cdc_rescued" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        own.put(name, json.getString());
                    }
                }
                default -> json.skipChildren();
            }
        }

        private void flags(JsonParser json, JsonToken value) {
            if (value != JsonToken.START_ARRAY) {
                return;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                String flag = json.getString();
                if (flag.equals("erased") || flag.equals("erased:cdc_rescued")) {
                    erasure = Erasure.VALUES;
                } else if (flag.startsWith("erased:") && erasure == Erasure.NONE) {
                    erasure = Erasure.ASIDE;
                }
            }
        }

        private LandedRow row() {
            String position = own("cdc_position");
            return new LandedRow(
                    own("cdc_table"),
                    own("cdc_event_id"),
                    sum.key(),
                    own("cdc_op"),
                    position,
                    own("cdc_source_shard"),
                    lane,
                    own.getOrDefault("cdc_sequence", position),
                    changedAt(),
                    redriven,
                    print(),
                    null,
                    erasure);
        }

        private String own(String name) {
            return own.getOrDefault(name, "");
        }

        private long changedAt() {
            try {
                return Instant.parse(own("cdc_changed_at")).toEpochMilli();
            } catch (RuntimeException e) {
                return 0;
            }
        }

        private RowFingerprint print() {
            String rescued = own.get("cdc_rescued");
            return rescued == null ? sum.print() : withRescued(rescued);
        }

        /** What stands in its column and among the rescued, for the column is coarser, counts once. */
        private RowFingerprint withRescued(String rescued) {
            TREES.readTree(rescued).properties().forEach(member -> {
                JsonNode value = member.getValue();
                if (!value.isNull() && !sum.has(member.getKey())) {
                    sum.landed(
                            member.getKey(),
                            value.isString()
                                    ? value.stringValue()
                                    : value.isContainer() ? NormalText.json(value) : value.toString());
                }
            });
            return sum.print();
        }
    }
}
