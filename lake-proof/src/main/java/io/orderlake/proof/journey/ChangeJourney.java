package io.orderlake.proof.journey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path of one change so far.
 *
 * @param state {@code landed}, {@code rejected} or {@code under way}
 * @param waitsFor what it waits for; empty if it has landed
 */
record ChangeJourney(
        String eventId,
        String op,
        String position,
        String changedAt,
        String state,
        String waitsFor,
        JourneyStop source,
        @Nullable JourneyStop orderChanges,
        @Nullable JourneyStop orderEvents,
        @Nullable Landing landing) {

    /** Its claim and objects; for a reject, its object and the reason. */
    record Landing(String claim, String claimedAt, String doneAt, List<String> objects, String reason) {
        Landing {
            objects = List.copyOf(objects);
        }

        Map<String, @Nullable Object> page() {
            Map<String, @Nullable Object> page = new LinkedHashMap<>();
            page.put("claim", claim);
            page.put("claimed_at", claimedAt);
            page.put("done_at", doneAt);
            page.put("objects", objects);
            return page;
        }
    }

    Map<String, @Nullable Object> page() {
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("event_id", eventId);
        page.put("op", op);
        page.put("position", position);
        page.put("changed_at", changedAt);
        page.put("state", state);
        if (!waitsFor.isEmpty()) {
            page.put("waits_for", waitsFor);
        }
        page.put("source", source.page());
        page.put("order_changes", orderChanges == null ? null : orderChanges.page());
        page.put("order_events", orderEvents == null ? null : orderEvents.page());
        page.put("landing", landing == null ? null : landing.page());
        if (landing != null && !landing.reason().isEmpty()) {
            page.put("reason", landing.reason());
        }
        return page;
    }
}
