package io.orderlake.stream.publish;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Ensures that a stream exists before it is used: creates it where that is allowed, or reports what is missing. */
public final class StreamProvisioning {

    private static final Logger LOG = LoggerFactory.getLogger(StreamProvisioning.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int LOOKS = 300;

    private final KinesisClient kinesis;
    private final StreamSettings settings;
    private final Sleeper pause;

    public StreamProvisioning(KinesisClient kinesis, StreamSettings settings, Sleeper pause) {
        this.kinesis = kinesis;
        this.settings = settings;
        this.pause = pause;
    }

    /**
     * Returns when the stream can be read and written.
     *
     * @throws StreamFailure of kind set-up, where the stream is missing and may not be created, or does not become active
     */
    public void require(String stream) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<StreamDescriptionSummary> found = found(stream);
            if (found.isEmpty()) {
                create(stream);
            } else if (isUsable(found.get().streamStatus())) {
                keepLongEnough(found.get());
                return;
            }
            waitFor(stream);
        }
        throw new StreamFailure(
                FailureKind.SETUP, "Cannot use stream " + stream + ": expected it to become ACTIVE within a minute");
    }

    private static boolean isUsable(StreamStatus status) {
        return status == StreamStatus.ACTIVE || status == StreamStatus.UPDATING;
    }

    // Also for a stream that existed: the process that created it may have died before this step.
    private void keepLongEnough(StreamDescriptionSummary found) {
        @Nullable Integer hours = found.retentionPeriodHours();
        int wanted = (int) settings.retention().toHours();
        if (settings.create() && hours != null && hours < wanted) {
            kinesis.increaseStreamRetentionPeriod(
                    request -> request.streamName(found.streamName()).retentionPeriodHours(wanted));
        }
    }

    private Optional<StreamDescriptionSummary> found(String stream) {
        try {
            return Optional.of(kinesis.describeStreamSummary(request -> request.streamName(stream))
                    .streamDescriptionSummary());
        } catch (ResourceNotFoundException missing) {
            return Optional.empty();
        }
    }

    private void create(String stream) {
        if (!settings.create()) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot use stream " + stream + ": expected it to exist but it does not."
                            + " Create it, or set orderlake.streams.create=true");
        }
        try {
            kinesis.createStream(request -> request.streamName(stream).shardCount(settings.shards()));
            LOG.atInfo()
                    .addKeyValue("stream", stream)
                    .addKeyValue("shards", settings.shards())
                    .log("Stream created");
        } catch (ResourceInUseException another) {
            LOG.atDebug().addKeyValue("stream", stream).log("Another service created the stream first");
        }
    }

    private void waitFor(String stream) {
        try {
            pause.pause(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamFailure(
                    FailureKind.TRANSIENT, "Waiting for stream " + stream + " to become ACTIVE was interrupted", e);
        }
    }
}
