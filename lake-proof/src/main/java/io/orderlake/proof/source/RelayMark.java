package io.orderlake.proof.source;

import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The member {@code orderlake} that the relay adds to a change. It has its own parser, because the verifier shares no code with
 * the services that it verifies.
 *
 * @param lanes the lane count of the source shard
 * @param redriven whether the record is a reject that is sent again, not a new change
 * @param original pointer to the change in the bucket; empty if the record is the change
 */
public record RelayMark(String sourceShard, int epoch, int lane, int lanes, boolean redriven, String original) {

    private static final JsonFactory JSON = new JsonFactory();

    public RelayMark {
        if (sourceShard.isEmpty() || epoch < 0 || lane < 0 || lane >= lanes) {
            throw new IllegalArgumentException(
                    "Cannot read the relay's mark: expected a source shard, an epoch and a lane below " + lanes
                            + " but was source shard \"" + sourceShard + "\", epoch " + epoch + ", lane " + lane);
        }
    }

    /** The kind of source and its name: the part before the epoch. */
    public String source() {
        int second = sourceShard.indexOf('/', sourceShard.indexOf('/') + 1);
        return second < 0 ? sourceShard : sourceShard.substring(0, second);
    }

    /** Empty if the record did not come from a relay. */
    public static Optional<RelayMark> of(byte[] record) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), record)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = json.currentName().equals("orderlake");
                json.nextToken();
                if (found) {
                    return Optional.of(new MarkParser().mark(json));
                }
                json.skipChildren();
            }
        }
        return Optional.empty();
    }

    private static final class MarkParser {
        private String sourceShard = "";
        private int epoch = -1;
        private int lane = -1;
        private int lanes;
        private boolean redriven;
        private String original = "";

        RelayMark mark(JsonParser json) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "source_shard" -> sourceShard = json.getString();
                    case "epoch" -> epoch = json.getIntValue();
                    case "lane" -> lane = json.getIntValue();
                    case "lanes" -> lanes = json.getIntValue();
                    case "redriven" -> redriven |= value == JsonToken.VALUE_TRUE;
                    case "reject" -> original = pointer(json);
                    default -> json.skipChildren();
                }
            }
            return new RelayMark(sourceShard, epoch, lane, lanes, redriven, original);
        }

        private static String pointer(JsonParser json) {
            String pointer = "";
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = json.currentName().equals("pointer");
                json.nextToken();
                if (found) {
                    pointer = json.getString();
                } else {
                    json.skipChildren();
                }
            }
            return pointer;
        }
    }
}
