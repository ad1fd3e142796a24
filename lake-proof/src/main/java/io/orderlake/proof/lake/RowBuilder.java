package io.orderlake.proof.lake;

import io.orderlake.proof.ItemText;
import io.orderlake.proof.NormalText;
import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.lake.LandedRow.Details;
import io.orderlake.proof.lake.LandedRow.Erasure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Collects the values of one landed row. */
final class RowBuilder {

    private static final String CDC_PREFIX = "cdc_";
    private static final String VERSION = "version";
    private static final String CHANGED_AT = "cdc_changed_at";
    private static final String RESCUED = "cdc_rescued";
    private static final Set<String> READ = Set.of(
            "cdc_op",
            "cdc_event_id",
            "cdc_position",
            "cdc_sequence",
            "cdc_source_shard",
            "cdc_table",
            "cdc_lane",
            "cdc_redriven",
            CHANGED_AT,
            RESCUED);
    private static final String REJECTED_AS = "rejected_as:";

    private final TableShape table;
    private final TableFingerprints.Sum sum;
    private final Map<String, String> cdcFields = new HashMap<>();
    private Erasure erasure = Erasure.NONE;
    private String rejectedAs = "";
    private String version = "";
    private String since = "";

    RowBuilder(TableFingerprints fingerprints) {
        this.table = fingerprints.table();
        this.sum = fingerprints.sum();
    }

    void addAll(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("Cannot read a row: expected a JSON object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.startsWith(CDC_PREFIX)) {
                cdcField(json, name, value);
            } else if (value != JsonToken.VALUE_NULL) {
                column(json, name, value);
            }
        }
    }

    private void cdcField(JsonParser json, String name, JsonToken value) {
        if (name.equals("cdc_quality") && value == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                flag(json.getString());
            }
        } else if (!READ.contains(name) || value.isStructStart()) {
            json.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
            cdcFields.put(name, json.getString());
        }
    }

    private void column(JsonParser json, String name, JsonToken value) {
        if (value.isStructStart()) {
            sum.landed(name, NormalText.json((JsonNode) RowParser.TREES.readTree(json)));
        } else if (value == JsonToken.VALUE_STRING && !isDetail(name)) {
            sum.landed(name, json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
        } else {
            column(name, json.getString());
        }
    }

    private boolean isDetail(String name) {
        return name.equals(VERSION) || name.equals(table.freshness());
    }

    private void column(String name, String text) {
        sum.landed(name, text);
        if (name.equals(VERSION)) {
            version = text;
        }
        if (name.equals(table.freshness())) {
            since = text;
        }
    }

    /** A value as plain text. */
    void add(String name, String text) {
        if (!name.startsWith(CDC_PREFIX)) {
            column(name, text);
        } else if (name.equals("cdc_quality")) {
            RowParser.TREES.readTree(text).forEach(one -> flag(one.asString("")));
        } else if (READ.contains(name)) {
            cdcFields.put(name, text);
        }
    }

    private void flag(String flag) {
        if (flag.equals("erased") || flag.equals("erased:" + RESCUED)) {
            erasure = Erasure.VALUES;
        } else if (flag.startsWith("erased:") && erasure == Erasure.NONE) {
            erasure = Erasure.NOT_COMPARED;
        } else if (flag.startsWith(REJECTED_AS)) {
            rejectedAs = flag.substring(REJECTED_AS.length());
        }
    }

    LandedRow build() {
        RowFingerprint fingerprint = fingerprint();
        String position = cdcField("cdc_position");
        long changedAt = millis(cdcField(CHANGED_AT));
        long measured = table.freshness().isEmpty() ? changedAt : millis(ItemText.scalar("timestamp", since));
        return new LandedRow(
                cdcField("cdc_table"),
                cdcField("cdc_event_id"),
                sum.key(),
                cdcField("cdc_op"),
                position,
                cdcField("cdc_source_shard"),
                (int) number(cdcField("cdc_lane"), 0),
                cdcFields.getOrDefault("cdc_sequence", position),
                changedAt,
                cdcField("cdc_redriven").equals("true"),
                fingerprint,
                null,
                erasure,
                new Details(number(version, -1), measured, rejectedAs));
    }

    private String cdcField(String name) {
        return cdcFields.getOrDefault(name, "");
    }

    private static long number(String text, long otherwise) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static long millis(String time) {
        try {
            return Instant.parse(time).toEpochMilli();
        } catch (RuntimeException e) {
            return 0;
        }
    }

    /** A value may be in its column and, with more precision, among the rescued values: it counts once. */
    private RowFingerprint fingerprint() {
        String rescued = cdcFields.get(RESCUED);
        if (rescued != null) {
            RowParser.TREES.readTree(rescued).properties().forEach(member -> {
                JsonNode value = member.getValue();
                if (!value.isNull() && !sum.hasSourceValue(member.getKey())) {
                    sum.landed(member.getKey(), value.isString() ? value.stringValue() : NormalText.json(value));
                }
            });
        }
        return sum.fingerprint();
    }
}
