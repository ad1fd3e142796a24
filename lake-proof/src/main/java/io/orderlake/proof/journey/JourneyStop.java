package io.orderlake.proof.journey;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a change stands in a stream.
 *
 * @param sequence empty where the stream no longer shows it
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
