package io.orderlake.simulation.oracle;

import tools.jackson.databind.JsonNode;

/**
 * A line of a landed object.
 *
 * @param format of the object; {@code errors} for rejects
 * @param folder of the object below its table's, {@code column=value}
 * @param number of the line in the object, from 0
 */
record LakeLine(String object, String format, String folder, String shardId, long claim, int number, JsonNode json) {

    static final String ERRORS = "errors";

    boolean isReject() {
        return format.equals(ERRORS);
    }

    String eventId() {
        return text("cdc_event_id");
    }

    String text(String name) {
        return json.path(name).asString("");
    }

    boolean redriven() {
        return json.path("cdc_redriven").asBoolean(false);
    }
}
