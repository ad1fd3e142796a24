package io.orderlake.stream.publish;

import io.orderlake.contract.Lanes;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamResponse;
import software.amazon.awssdk.services.kinesis.model.Tag;

/** The lane count of a stream, kept as a tag on it. Publishers with different counts would break a key's order. */
public final class StreamLanes {

    static final String TAG = "orderlake:lanes";

    private final KinesisClient kinesis;
    private final StreamSettings settings;

    public StreamLanes(KinesisClient kinesis, StreamSettings settings) {
        this.kinesis = kinesis;
        this.settings = settings;
    }

    /** @throws StreamFailure of kind set-up, where the stream has another lane count, or has none and may not be tagged */
    public void require(String stream, Lanes lanes) {
        String expected = Integer.toString(lanes.count());
        Optional<String> tagged = tagged(stream);
        if (tagged.isEmpty() && settings.create()) {
            kinesis.addTagsToStream(request -> request.streamName(stream).tags(Map.of(TAG, expected)));
            // Another publisher may have tagged it in the same moment.
            tagged = tagged(stream);
        }
        if (!tagged.equals(Optional.of(expected))) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot publish to stream " + stream + ": expected its tag " + TAG + " to be " + expected
                            + ", the value of orderlake.streams.lanes, but was " + tagged.orElse("absent"));
        }
    }

    private Optional<String> tagged(String stream) {
        ListTagsForStreamResponse page = kinesis.listTagsForStream(request -> request.streamName(stream));
        Optional<String> found = value(page);
        while (found.isEmpty() && page.hasMoreTags()) {
            String last = page.tags().get(page.tags().size() - 1).key();
            page = kinesis.listTagsForStream(
                    request -> request.streamName(stream).exclusiveStartTagKey(last));
            found = value(page);
        }
        return found;
    }

    private static Optional<String> value(ListTagsForStreamResponse page) {
        return page.tags().stream()
                .filter(tag -> tag.key().equals(TAG))
                .map(Tag::value)
                .findFirst();
    }
}
