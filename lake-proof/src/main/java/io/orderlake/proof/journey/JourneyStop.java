package io.orderlake.proof.journey;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Position of a change in a stream.
 *
 * @param sequence empty if the stream no longer contains it
 */
record JourneyStop(
        String stream,
        String shard,
        String sequence,
        int index,
        @Nullable String at) {

    Map<String, @Nullable Object> page() {
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("stream", stream);
        page.put("shard", shard);
        page.put("sequence", sequence);
        page.put("index", index);
        page.put("at", at);
        return page;
    }
}
