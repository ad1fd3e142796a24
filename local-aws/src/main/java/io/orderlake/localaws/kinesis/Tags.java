package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The tags that a call carries. */
final class Tags {

    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private Tags() {}

    static Map<String, String> in(Call call) {
        Map<String, String> tags = new TreeMap<>();
        for (Map.Entry<String, JsonNode> tag : call.member("Tags").body().properties()) {
            String value = tag.getValue().isString() ? tag.getValue().stringValue() : "";
            if (tag.getKey().isEmpty() || tag.getKey().length() > MAX_KEY || value.length() > MAX_VALUE) {
                throw ServiceError.invalidArgument("Tag '" + tag.getKey() + "' is too long or has no key.");
            }
            tags.put(tag.getKey(), value);
        }
        return tags;
    }

    static List<String> keysIn(Call call) {
        List<String> keys = new ArrayList<>();
        call.requiredList("TagKeys").forEach(key -> keys.add(key.asString()));
        return keys;
    }
}
